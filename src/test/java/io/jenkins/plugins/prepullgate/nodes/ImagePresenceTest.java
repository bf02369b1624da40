package io.jenkins.plugins.prepullgate.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

/** Where an image is, from what nodes list: never more than they say. */
public class ImagePresenceTest {
    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String OTHER = "sha256:" + "2".repeat(64);

    private static HeldImages node(String name, String... names) {
        return new HeldImages(name, List.of(List.of("docker.io/library/busybox@" + OTHER, "docker.io/library/busybox:1"), List.of(names)));
    }

    @Test
    public void aTagThatIsListedIsPresent() {
        HeldImages second = node("b", "hub.test/app@" + ONE, "hub.test/app:v1");
        HeldImages first = node("a", "hub.test/app@" + ONE, "hub.test/app:v1");
        ImagePresence presence = ImagePresence.of("hub.test/app:v1", List.of(second, first, node("c")));

        assertThat(presence.holders()).containsExactly("a", "b");
        assertThat(presence.everywhere()).isFalse();
        assertThat(presence.differs()).isFalse();
    }

    @Test
    public void anotherTagOfTheSameRepositoryIsNot() {
        assertThat(ImagePresence.of("hub.test/app:v2", List.of(node("a", "hub.test/app@" + ONE, "hub.test/app:v1"))).holders()).isEmpty();
        assertThat(ImagePresence.of("hub.test/app", List.of(node("a", "hub.test/app:v1"))).holders()).isEmpty();
    }

    @Test
    public void whatIsPinnedIsFoundByItsDigestAlone() {
        List<HeldImages> nodes = List.of(node("a", "hub.test/app@" + ONE), node("b", "hub.test/app@" + OTHER, "hub.test/app:v1"));

        assertThat(ImagePresence.of("hub.test/app:v1@" + ONE, nodes).holders()).containsExactly("a");
    }

    @Test
    public void aShortNameIsFoundByItsLongOne() {
        assertThat(ImagePresence.of("busybox:1", List.of(node("a"))).everywhere()).isTrue();
    }

    @Test
    public void aTagThatWasMovedShows() {
        ImagePresence presence = ImagePresence.of("hub.test/app:v1", List.of(
                node("a", "hub.test/app@" + ONE, "hub.test/app:v1"),
                node("b", "hub.test/app@" + OTHER, "hub.test/app:v1"),
                node("c", "hub.test/app@" + ONE, "hub.test/app:v1"),
                node("d", "hub.test/app:v1")));

        assertThat(presence.everywhere()).isTrue();
        assertThat(presence.differs()).isTrue();
        assertThat(presence.differences()).isEqualTo("sha256:111111111111 on a (and 1 more), sha256:222222222222 on b");
    }

    @Test
    public void noNodesAreNotEverywhere() {
        assertThat(ImagePresence.of("hub.test/app:v1", List.of()).everywhere()).isFalse();
    }
}
