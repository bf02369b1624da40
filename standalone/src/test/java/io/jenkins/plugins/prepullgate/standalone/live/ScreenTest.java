package io.jenkins.plugins.prepullgate.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.Test;

public class ScreenTest {
    @Test
    public void aTerminalSuits() {
        assertThat(Screen.suits(Map.of("TERM", "xterm-256color"))).isTrue();
        assertThat(Screen.suits(Map.of("TERM", "xterm", "CI", "false"))).isTrue();
    }

    @Test
    public void aBuildAndATerminalThatCannotBeSteeredDoNot() {
        assertThat(Screen.suits(Map.of())).isFalse();
        assertThat(Screen.suits(Map.of("TERM", "dumb"))).isFalse();
        assertThat(Screen.suits(Map.of("TERM", "xterm", "CI", "true"))).isFalse();
        assertThat(Screen.suits(Map.of("TERM", "xterm", "JENKINS_URL", "http://ci/"))).isFalse();
    }

    @Test
    public void noColorCountsWhateverItsValue() {
        assertThat(Screen.coloured(Map.of("NO_COLOR", "0"), 256)).isFalse();
        assertThat(Screen.coloured(Map.of("NO_COLOR", ""), 256)).isTrue();
        assertThat(Screen.coloured(Map.of(), 8)).isTrue();
        assertThat(Screen.coloured(Map.of(), 0)).isFalse();
    }

    @Test
    public void whatIsKnownOfATerminalIsItsNumberOfColours() {
        assertThat(OutputTerminal.colours("xterm-256color")).isEqualTo(256);
        assertThat(OutputTerminal.colours("no-such-terminal")).isZero();
    }

    @Test
    public void aTerminalThatDoesNotKnowItsSizeHasTheUsualOne() {
        assertThat(Size.told(0, 0)).isEqualTo(Size.USUAL);
        assertThat(Size.told(120, 40)).isEqualTo(new Size(120, 40));
    }
}
