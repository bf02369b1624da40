package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class NameShelfTest {
    private final NameShelf<String> shelf = new NameShelf<>();

    @Test
    public void itemsComeByNameAndAreListedOnceUntilSomethingChanges() {
        shelf.replaceAll(Map.of("b", "B", "a", "A"));
        List<String> listed = shelf.items();

        assertThat(listed).containsExactly("A", "B");
        assertThat(shelf.put("a", "A")).isFalse();
        assertThat(shelf.remove("z")).isFalse();
        assertThat(shelf.replaceAll(Map.of("a", "A", "b", "B"))).isFalse();
        assertThat(shelf.items()).isSameAs(listed);
    }

    @Test
    public void aChangeShows() {
        shelf.replaceAll(Map.of("a", "A", "b", "B"));

        assertThat(shelf.put("a", "A2")).isTrue();
        assertThat(shelf.remove("b")).isTrue();
        assertThat(shelf.items()).containsExactly("A2");
        assertThat(shelf.replaceAll(Map.of())).isTrue();
        assertThat(shelf.items()).isEmpty();
    }

    @Test
    public void whatIsEqualStaysTheSameObjectWhateverElseChanges() {
        String first = new String("A");
        shelf.replaceAll(Map.of("a", first, "b", "B"));

        shelf.put("a", new String("A"));
        shelf.put("c", "C");
        assertThat(shelf.items().get(0)).isSameAs(first);

        assertThat(shelf.replaceAll(Map.of("a", new String("A"), "c", "C2"))).isTrue();
        assertThat(shelf.items()).containsExactly("A", "C2");
        assertThat(shelf.items().get(0)).isSameAs(first);
    }
}
