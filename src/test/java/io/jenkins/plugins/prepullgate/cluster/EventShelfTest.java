package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public class EventShelfTest {
    private static final PodNames PULLER = new PodNames("hook-image-puller");

    private final EventShelf shelf = new EventShelf();

    @Test
    public void aPodsEventIsItsDaemonSetsBusiness() {
        assertThat(PULLER.concernedBy(pod("hook-image-puller-abcde"))).isTrue();
        assertThat(PULLER.concernedBy(pod("hook-image-puller-abc-de"))).isFalse();
        assertThat(PULLER.concernedBy(pod("hook-image-puller"))).isFalse();
        assertThat(PULLER.concernedBy(pod("hook-image-puller-extra-abcde"))).isFalse();
        assertThat(PULLER.concernedBy(pod("jupyter-alice"))).isFalse();
        assertThat(PULLER.concernedBy(set("hook-image-puller"))).isTrue();
        assertThat(PULLER.concernedBy(set("continuous-image-puller"))).isFalse();
    }

    @Test
    public void aLongDaemonSetsPodsHaveItsNameCut() {
        PodNames puller = new PodNames("pre-pull-" + "x".repeat(80));

        assertThat(puller.concernedBy(pod("pre-pull-" + "x".repeat(49) + "abcde"))).isTrue();
    }

    @Test
    public void anEventThatComesBeforeItsPullerIsFoundLater() {
        assertThat(shelf.put("e1", pod("hook-image-puller-abcde"))).isFalse();
        assertThat(shelf.put("e2", pod("jupyter-alice"))).isFalse();
        assertThat(shelf.items()).isEmpty();

        assertThat(shelf.pullers(Set.of(PULLER))).isTrue();

        assertThat(shelf.items()).extracting(EventFacts::name).containsExactly("hook-image-puller-abcde");
        assertThat(shelf.pullers(Set.of(PULLER))).isFalse();
    }

    @Test
    public void anExpiredEventIsForgotten() {
        shelf.pullers(Set.of(PULLER));
        shelf.put("e1", pod("hook-image-puller-abcde"));
        shelf.put("e2", pod("hook-image-puller-fghij"));

        assertThat(shelf.remove("e1")).isTrue();
        assertThat(shelf.replaceAll(Map.of("e3", pod("hook-image-puller-klmno")))).isTrue();

        assertThat(shelf.items()).extracting(EventFacts::name).containsExactly("hook-image-puller-klmno");
    }

    @Test
    public void theSameEventAgainIsNoChange() {
        shelf.pullers(Set.of(PULLER));

        assertThat(shelf.put("e1", pod("hook-image-puller-abcde"))).isTrue();
        assertThat(shelf.put("e1", pod("hook-image-puller-abcde"))).isFalse();
        assertThat(shelf.replaceAll(Map.of("e1", pod("hook-image-puller-abcde")))).isFalse();
    }

    @Test
    public void anEventThatSaysTheSameStaysTheSameObject() {
        shelf.pullers(Set.of(PULLER));
        EventFacts first = pod("hook-image-puller-abcde");
        shelf.put("e1", first);

        shelf.put("e1", pod("hook-image-puller-abcde"));
        shelf.replaceAll(Map.of("e1", pod("hook-image-puller-abcde"), "e2", pod("hook-image-puller-fghij")));

        assertThat(shelf.items()).hasSize(2).anyMatch(event -> event == first);
    }

    @Test
    public void memoryIsBoundedHoweverManyEventsThereAre() {
        shelf.pullers(Set.of(PULLER));
        for (int i = 0; i < EventShelf.LIMIT + 500; i++) {
            shelf.put("ours-" + i, pod("hook-image-puller-abcde"));
            shelf.put("theirs-" + i, pod("jupyter-" + i));
        }
        assertThat(shelf.items()).hasSize(EventShelf.LIMIT);
        assertThat(shelf.remove("ours-0")).isFalse();
        assertThat(shelf.remove("ours-" + (EventShelf.LIMIT + 499))).isTrue();

        assertThat(shelf.pullers(Set.of(new PodNames("jupyter")))).as("strangers whose names fit").isTrue();
        assertThat(shelf.items().stream().filter(e -> e.name().startsWith("jupyter"))).hasSizeLessThanOrEqualTo(EventShelf.STRANGERS);
    }

    @Test
    public void ofTooManyThatAreReadAtOnceTheNewestAreKept() {
        shelf.pullers(Set.of(PULLER));
        shelf.replaceAll(many());

        List<EventFacts> kept = shelf.items();

        assertThat(kept).hasSize(EventShelf.LIMIT);
        assertThat(kept).allMatch(event -> !event.last().isBefore(Instant.EPOCH.plusSeconds(EventShelf.LIMIT)));
        assertThat(shelf.replaceAll(many())).as("the same once more").isFalse();
        assertThat(shelf.items()).isSameAs(kept);
    }

    private static Map<String, EventFacts> many() {
        Map<String, EventFacts> many = new HashMap<>();
        for (int i = 0; i < 2 * EventShelf.LIMIT; i++) {
            Instant time = Instant.EPOCH.plusSeconds(i);
            many.put("e" + i, new EventFacts("", "Pod", "hook-image-puller-abcde", "", "", "Normal", "Pulled", "text", 1, time, time, ""));
        }
        return many;
    }

    @Test
    public void newsOfGoodPullsDoNotPushOutWhyOneFails() {
        shelf.pullers(Set.of(PULLER));
        shelf.put("failed", pod("hook-image-puller-abcde"));
        for (int i = 0; i < 2 * EventShelf.LIMIT; i++) {
            shelf.put("pulled-" + i, new EventFacts("", "Pod", "hook-image-puller-fghij", "", "", "Normal", "Pulled", "text", 1, null, null, ""));
        }

        assertThat(shelf.items()).hasSize(EventShelf.LIMIT + 1).contains(pod("hook-image-puller-abcde"));
    }

    @Test
    public void anEventThatHappensAgainIsNotTheOldestAnyMore() {
        shelf.pullers(Set.of(PULLER));
        shelf.put("again", pod("hook-image-puller-abcde"));
        for (int i = 1; i < EventShelf.LIMIT; i++) {
            shelf.put("once-" + i, pod("hook-image-puller-fghij"));
        }
        shelf.put("again", pod("hook-image-puller-abcde"));
        shelf.put("last", pod("hook-image-puller-fghij"));

        assertThat(shelf.remove("again")).isTrue();
        assertThat(shelf.remove("once-1")).isFalse();
    }

    @Test
    public void thePullsOfOtherPodsAreKeptToo() {
        shelf.pullers(Set.of(PULLER));
        EventFacts begun = new EventFacts(
                "", "Pod", "jupyter-alice", "", "", "Normal", "Pulling", "Pulling image \"a\"", 1, Instant.EPOCH, Instant.EPOCH, "n1");

        assertThat(shelf.put("e1", begun)).isTrue();
        assertThat(shelf.put("e1", begun)).isFalse();
        assertThat(shelf.items()).containsExactly(begun);
        assertThat(shelf.pullers(Set.of(new PodNames("jupyter")))).isTrue();
        assertThat(shelf.items()).as("once").containsExactly(begun);
        assertThat(shelf.remove("e1")).isTrue();
        assertThat(shelf.items()).isEmpty();
    }

    private static EventFacts pod(String name) {
        return event("Pod", name);
    }

    private static EventFacts set(String name) {
        return event("DaemonSet", name);
    }

    private static EventFacts event(String kind, String name) {
        return new EventFacts("", kind, name, "", "", "Warning", "Failed", "text", 1, null, null, "");
    }
}
