package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.prepullgate.rollout.ContainerFacts;
import io.jenkins.plugins.prepullgate.rollout.ContainerState;
import io.jenkins.plugins.prepullgate.rollout.PodCondition;
import io.jenkins.plugins.prepullgate.rollout.PodFacts;
import java.time.Instant;
import org.junit.Test;

public class PodMappingTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: hook-image-puller-abcde
              namespace: jhub
              uid: p-1
              creationTimestamp: "2018-01-26T18:00:00Z"
              deletionTimestamp: "2018-01-26T18:09:00Z"
              labels: {component: hook-image-puller, pod-template-generation: "3"}
              ownerReferences:
              - {apiVersion: v1, kind: Other, name: o, uid: o-1}
              - {apiVersion: apps/v1, kind: DaemonSet, name: hook-image-puller, uid: ds-1, controller: true}
            spec:
              nodeName: user-1
            status:
              phase: Pending
              reason: Evicted
              message: because
              startTime: "2018-01-26T18:00:02Z"
              conditions:
              - {type: PodReadyToStartContainers, status: "True", lastTransitionTime: "2018-01-26T18:00:03Z"}
              - {type: ContainersReady, status: "False"}
              initContainerStatuses:
              - name: done
                image: a:1
                imageID: sha256:a
                restartCount: 0
                state: {terminated: {exitCode: 0, reason: Completed, startedAt: "2018-01-26T18:00:10Z", finishedAt: "2018-01-26T18:00:11Z"}}
              - name: bad
                image: b:1
                restartCount: 2
                state: {waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image "b:1"'}}
                lastState: {terminated: {exitCode: 1, reason: Error, message: oops}}
              containerStatuses:
              - {name: pause, image: p:1, ready: true, state: {running: {startedAt: "2018-01-26T18:01:00Z"}}}
              - {name: quiet, image: q:1, state: {}}
            """;

    private static final String PENDING = """
            apiVersion: v1
            kind: Pod
            metadata: {name: hook-image-puller-abcde, namespace: jhub}
            spec:
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                    - matchExpressions: [{key: pool, operator: In, values: [user]}]
                      matchFields: [{key: metadata.name, operator: In, values: [user-7]}]
            """;

    @Test
    public void aPodIsMappedFieldByField() {
        PodFacts pod = facts(POD);

        assertThat(pod.namespace()).isEqualTo("jhub");
        assertThat(pod.name()).isEqualTo("hook-image-puller-abcde");
        assertThat(pod.uid()).isEqualTo("p-1");
        assertThat(pod.owner()).isEqualTo("ds-1");
        assertThat(pod.node()).isEqualTo("user-1");
        assertThat(pod.bound()).isTrue();
        assertThat(pod.generation()).isEqualTo(3);
        assertThat(pod.createdAt()).isEqualTo("2018-01-26T18:00:00Z");
        assertThat(pod.deletedAt()).isEqualTo("2018-01-26T18:09:00Z");
        assertThat(pod.phase()).isEqualTo("Pending");
        assertThat(pod.reason()).isEqualTo("Evicted");
        assertThat(pod.message()).isEqualTo("because");
        assertThat(pod.startedAt()).isEqualTo("2018-01-26T18:00:02Z");
        assertThat(pod.conditions())
                .containsExactly(new PodCondition("PodReadyToStartContainers", "True", "", "", Instant.parse("2018-01-26T18:00:03Z")));
    }

    @Test
    public void eachContainerKeepsItsStateAndTheOneBefore() {
        PodFacts pod = facts(POD);

        assertThat(pod.initContainers()).containsExactly(
                new ContainerFacts(
                        "done", "a:1", "sha256:a",
                        ContainerState.terminated(
                                0, "Completed", "", Instant.parse("2018-01-26T18:00:10Z"), Instant.parse("2018-01-26T18:00:11Z")),
                        ContainerState.NONE, 0, false),
                new ContainerFacts(
                        "bad", "b:1", "",
                        ContainerState.waiting("ImagePullBackOff", "Back-off pulling image \"b:1\""),
                        ContainerState.terminated(1, "Error", "oops", null, null), 2, false));
        assertThat(pod.containers()).containsExactly(
                new ContainerFacts("pause", "p:1", "", ContainerState.running(Instant.parse("2018-01-26T18:01:00Z")), ContainerState.NONE, 0, true),
                new ContainerFacts("quiet", "q:1", "", ContainerState.NONE, ContainerState.NONE, 0, false));
    }

    @Test
    public void aPendingPodsNodeIsTheOneItsAffinityAimsAt() {
        PodFacts pod = facts(PENDING);

        assertThat(pod.node()).isEqualTo("user-7");
        assertThat(pod.bound()).isFalse();
        assertThat(facts(PENDING.replace("metadata.name", "other")).node()).isEmpty();
        assertThat(facts(PENDING.replace("operator: In, values: [user-7]", "operator: NotIn, values: [user-7]")).node()).isEmpty();
    }

    @Test
    public void aPodThatSomethingElseControlsIsNotAPullers() {
        assertThat(PodMapping.facts(read(POD.replace("kind: DaemonSet", "kind: ReplicaSet")))).isEmpty();
        assertThat(PodMapping.facts(read(PENDING))).as("nobody controls it").isPresent();
    }

    @Test
    public void anAbsurdPodIsMappedAsFarAsItGoes() {
        assertThat(PodMapping.facts(new Pod())).isEmpty();
        PodFacts bare = PodMapping.facts(new PodBuilder().withNewMetadata().withName("x").endMetadata().build()).orElseThrow();
        assertThat(bare.node()).isEmpty();
        assertThat(bare.generation()).isZero();
        assertThat(bare.initContainers()).isEmpty();
        assertThat(facts(POD.replace("\"3\"", "three")).generation()).isZero();
        assertThat(facts(POD.replace("name: done", "ready: true")).initContainers()).hasSize(1);
    }

    private static PodFacts facts(String yaml) {
        return PodMapping.facts(read(yaml)).orElseThrow();
    }

    private static Pod read(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, Pod.class);
    }
}
