package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import java.time.Instant;
import org.junit.Test;

public class EventMappingTest {
    private static final String OLD = """
            apiVersion: v1
            kind: Event
            metadata: {name: e1, uid: e-1, creationTimestamp: "2018-01-26T18:00:00Z"}
            involvedObject: {kind: Pod, namespace: jhub, name: puller-abcde, uid: p-1, fieldPath: "spec.initContainers{image-pull-singleuser}"}
            type: Warning
            reason: Failed
            message: 'Failed to pull image "x": not found'
            count: 3
            firstTimestamp: "2018-01-26T18:00:00Z"
            lastTimestamp: "2018-01-26T18:05:00Z"
            source: {component: kubelet, host: node-1}
            """;

    private static final String NEW = """
            apiVersion: v1
            kind: Event
            metadata: {name: e2, uid: e-2, creationTimestamp: "2018-01-26T18:00:00Z"}
            involvedObject: {kind: DaemonSet, name: puller, uid: ds-1}
            type: Warning
            reason: FailedCreate
            message: quota
            eventTime: "2018-01-26T18:00:00.123456Z"
            series: {count: 7, lastObservedTime: "2018-01-26T18:09:00.5Z"}
            reportingComponent: daemonset-controller
            reportingInstance: master-0
            """;

    @Test
    public void anEventOfTheOldFormIsMapped() {
        assertThat(facts(OLD)).isEqualTo(new EventFacts(
                "e-1", "Pod", "puller-abcde", "p-1", "spec.initContainers{image-pull-singleuser}", "Warning", "Failed",
                "Failed to pull image \"x\": not found", 3, Instant.parse("2018-01-26T18:00:00Z"), Instant.parse("2018-01-26T18:05:00Z"), "node-1"));
        assertThat(facts(OLD).container()).isEqualTo("image-pull-singleuser");
    }

    @Test
    public void anEventOfTheNewFormIsMappedWithItsSeries() {
        EventFacts event = facts(NEW);

        assertThat(event.count()).isEqualTo(7);
        assertThat(event.first()).isEqualTo("2018-01-26T18:00:00.123456Z");
        assertThat(event.last()).isEqualTo("2018-01-26T18:09:00.5Z");
        assertThat(event.about("DaemonSet", "ds-1")).isTrue();
        assertThat(event.host()).as("no kubelet's").isEmpty();
    }

    @Test
    public void theNameOfAnOldEventHasTheFractionOfItsSecond() {
        Instant exact = Instant.parse("2018-01-26T18:00:00.123456789Z");
        String name = "puller-abcde." + Long.toHexString(exact.getEpochSecond() * 1_000_000_000L + exact.getNano());
        String once = OLD.replace("name: e1", "name: " + name).replace("18:05:00", "18:00:00");

        assertThat(facts(once).first()).isEqualTo(exact);
        assertThat(facts(once).last()).isEqualTo(exact);
        assertThat(facts(OLD.replace("name: e1", "name: " + name)).last()).as("it happened again").isEqualTo("2018-01-26T18:05:00Z");
        assertThat(facts(once.replace("18:00:00", "19:00:00")).first()).as("another second's name").isEqualTo("2018-01-26T19:00:00Z");
    }

    @Test
    public void aKubeletsEventOfTheNewFormNamesItsNode() {
        assertThat(facts(NEW.replace("daemonset-controller", "kubelet").replace("master-0", "node-2")).host()).isEqualTo("node-2");
    }

    @Test
    public void anEventThatHappenedOnceHasOneTime() {
        EventFacts once = facts(NEW.replaceAll("series:.*\n", ""));

        assertThat(once.count()).isEqualTo(1);
        assertThat(once.last()).isEqualTo(once.first()).isEqualTo("2018-01-26T18:00:00.123456Z");
        assertThat(facts(NEW.replaceAll("series:.*\n", "").replaceAll("eventTime:.*\n", "")).last()).isEqualTo("2018-01-26T18:00:00Z");
    }

    @Test
    public void eventsAboutOtherThingsAreNotKept() {
        assertThat(EventMapping.facts(read(OLD.replace("kind: Pod", "kind: PersistentVolumeClaim")))).isEmpty();
        assertThat(EventMapping.facts(read(OLD.replaceAll("name: puller-abcde, ", "")))).isEmpty();
        assertThat(EventMapping.facts(new Event())).isEmpty();
    }

    private static EventFacts facts(String yaml) {
        return EventMapping.facts(read(yaml)).orElseThrow();
    }

    private static Event read(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, Event.class);
    }
}
