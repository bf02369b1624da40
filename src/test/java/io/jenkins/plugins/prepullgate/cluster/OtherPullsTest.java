package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

public class OtherPullsTest {
    private static EventFacts event(String pod, String reason, String message, int second) {
        Instant when = Instant.parse("2018-01-26T18:00:00Z").plusSeconds(second);
        return new EventFacts("", "Pod", pod, "uid of " + pod, "spec.containers{notebook}", "Normal", reason, message, 1, when, when, "n1");
    }

    private static EventFacts begun(String pod, int second) {
        return event(pod, "Pulling", "Pulling image \"" + pod + "\"", second);
    }

    private static EventFacts ended(String pod, int second) {
        return event(pod, "Pulled", "Successfully pulled image \"" + pod + "\" in 1s (1s including waiting)", second);
    }

    @Test
    public void aPullThatGoesOnIsKeptAndOneThatIsOverIsNot() {
        List<EventFacts> others = List.of(begun("over", 0), ended("over", 9), begun("alice", 2));

        assertThat(OtherPulls.telling(List.of(), others)).containsExactly(begun("alice", 2));
    }

    @Test
    public void aPullThatALaterOneHasOvertakenHoldsNobodyUp() {
        assertThat(OtherPulls.telling(List.of(), List.of(begun("lost", 0), begun("later", 2), ended("later", 9)))).isEmpty();
    }

    @Test
    public void theLaterOneIsKeptWhereItSaysSoOfThePullersOwn() {
        List<EventFacts> later = List.of(begun("later", 2), ended("later", 9));

        assertThat(OtherPulls.telling(List.of(begun("ours", 0)), later)).containsExactlyElementsOf(later);
        assertThat(OtherPulls.telling(List.of(begun("ours", 3)), later)).isEmpty();
    }

    @Test
    public void anEventWithoutANodeTellsNothing() {
        EventFacts from = begun("alice", 0);
        EventFacts nowhere = new EventFacts(
                "", "Pod", "alice", from.objectUid(), from.fieldPath(), "Normal", from.reason(), from.message(), 1, from.first(), from.last(), "");

        assertThat(OtherPulls.telling(List.of(), List.of(nowhere))).isEmpty();
    }
}
