package io.jenkins.plugins.prepullgate.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class CellsTest {
    @Test
    public void aWideCharacterTakesTwoCellsAndACombiningMarkNone() {
        assertThat(Cells.width("節点")).isEqualTo(4);
        assertThat(Cells.width("e\u0301")).isEqualTo(1);
        assertThat(Cells.width("🐳")).isEqualTo(2);
    }

    @Test
    public void nothingIsCutInItsMiddle() {
        assertThat(Cells.cut("節点節点", 4)).isEqualTo("節…");
        assertThat(Cells.cut("🐳🐳", 3)).isEqualTo("🐳…");
        assertThat(Cells.middle("節点a節点b節点", 8)).isEqualTo("節点…点");
        assertThat(Cells.cut("cafe\u0301s", 4)).isEqualTo("caf…");
    }

    @Test
    public void whatFitsIsLeftAlone() {
        assertThat(Cells.cut("節点", 4)).isEqualTo("節点");
        assertThat(Cells.middle("agent-1", 7)).isEqualTo("agent-1");
        assertThat(Cells.cut("x", 0)).isEmpty();
    }

    @Test
    public void ofALongNameBothEndsAreKept() {
        assertThat(Cells.middle("gke-hub-user-pool-9f31-x7k2", 15)).isEqualTo("gke-hub…31-x7k2");
    }

    @Test
    public void paddingIsCountedInCells() {
        assertThat(Cells.padded("節", 4)).isEqualTo("節  ");
        assertThat(Cells.padded("節点", 3)).isEqualTo("節…");
    }

    @Test
    public void linesAreBrokenAtSpaces() {
        assertThat(Cells.wrapped("the registry does not serve", 14, 5)).containsExactly("the registry", "does not serve");
        assertThat(Cells.wrapped("aaaaaaaaaaaaaaaa", 6, 5)).containsExactly("aaaaaa", "aaaaaa", "aaaa");
        assertThat(Cells.wrapped("one two three four", 5, 2)).containsExactly("one", "two …");
        assertThat(Cells.wrapped("節点", 1, 5)).containsExactly("…");
    }

    @Test
    public void whoseWidthNobodyKnowsIsShownAsAQuestionMarkAndHalfACharacterAsASpace() {
        assertThat(Cells.safe("a\ue000b\ud800c\u0378d")).isEqualTo("a?b c?d");
    }
}
