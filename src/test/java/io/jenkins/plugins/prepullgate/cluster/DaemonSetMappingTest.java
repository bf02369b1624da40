package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.prepullgate.nodes.Placement;
import io.jenkins.plugins.prepullgate.nodes.Requirement;
import io.jenkins.plugins.prepullgate.nodes.SelectorTerm;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import io.jenkins.plugins.prepullgate.rollout.ContainerSpec;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetStatus;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class DaemonSetMappingTest {
    private static final String SET = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata:
              name: hook-image-puller
              namespace: jhub
              uid: ds-1
              generation: 2
              creationTimestamp: "2018-01-26T18:00:00Z"
              labels: {component: hook-image-puller, release: hub}
              annotations:
                deprecated.daemonset.template.generation: "4"
                helm.sh/hook: pre-upgrade
                kubectl.kubernetes.io/last-applied-configuration: '{"long": "text"}'
            spec:
              selector: {matchLabels: {component: hook-image-puller}}
              updateStrategy: {type: RollingUpdate}
              template:
                spec:
                  priorityClassName: low
                  serviceAccountName: puller
                  hostNetwork: true
                  nodeName: fixed
                  imagePullSecrets: [{name: s1}, {}]
                  nodeSelector: {pool: user}
                  tolerations: [{key: k, operator: Exists, effect: NoSchedule}, {operator: Exists}]
                  affinity:
                    nodeAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        nodeSelectorTerms:
                        - matchExpressions: [{key: hub.jupyter.org/node-purpose, operator: In, values: [user, both]}]
                          matchFields: [{key: metadata.name, operator: NotIn, values: [bad]}]
                        - {}
                  initContainers:
                  - {name: image-pull-singleuser, image: "hub.test/user:v1", imagePullPolicy: IfNotPresent}
                  - {name: image-pull-extra, image: "hub.test/extra:v1"}
                  containers: [{name: pause, image: pause}]
            status:
              observedGeneration: 2
              desiredNumberScheduled: 6
              currentNumberScheduled: 5
              numberReady: 4
              updatedNumberScheduled: 3
              numberAvailable: 2
              numberMisscheduled: 1
            """;

    @Test
    public void aDaemonSetIsMappedFieldByField() {
        DaemonSetFacts set = facts(SET);

        assertThat(set.namespace()).isEqualTo("jhub");
        assertThat(set.name()).isEqualTo("hook-image-puller");
        assertThat(set.uid()).isEqualTo("ds-1");
        assertThat(set.generation()).isEqualTo(2);
        assertThat(set.labels()).containsEntry("release", "hub");
        assertThat(set.matchLabels()).isEqualTo(Map.of("component", "hook-image-puller"));
        assertThat(set.createdAt()).isEqualTo("2018-01-26T18:00:00Z");
        assertThat(set.deletedAt()).isNull();
        assertThat(set.updateStrategy()).isEqualTo("RollingUpdate");
        assertThat(set.templateGeneration()).isEqualTo(4);
        assertThat(set.status()).isEqualTo(new DaemonSetStatus(2L, 6, 5, 4, 3, 2, 1));
    }

    @Test
    public void onlyJudgedAnnotationsAreKept() {
        assertThat(facts(SET).annotations())
                .isEqualTo(Map.of("deprecated.daemonset.template.generation", "4", "helm.sh/hook", "pre-upgrade"));
    }

    @Test
    public void theTemplateKeepsItsImagesInPullOrder() {
        assertThat(facts(SET).template().inPullOrder()).containsExactly(
                new ContainerSpec("image-pull-singleuser", "hub.test/user:v1", "IfNotPresent"),
                new ContainerSpec("image-pull-extra", "hub.test/extra:v1", ""),
                new ContainerSpec("pause", "pause", ""));
        assertThat(facts(SET).template().pullSecrets()).containsExactly("s1");
        assertThat(facts(SET).template().priorityClass()).isEqualTo("low");
        assertThat(facts(SET).template().serviceAccount()).isEqualTo("puller");
    }

    @Test
    public void thePlacementIsComplete() {
        assertThat(facts(SET).template().placement()).isEqualTo(new Placement(
                List.of(new Toleration("k", "Exists", "", "NoSchedule"), new Toleration("", "Exists", "", "")),
                Map.of("pool", "user"),
                List.of(
                        new SelectorTerm(
                                List.of(new Requirement("hub.jupyter.org/node-purpose", "In", List.of("user", "both"))),
                                List.of(new Requirement("metadata.name", "NotIn", List.of("bad")))),
                        new SelectorTerm(List.of(), List.of())),
                true,
                "fixed"));
    }

    @Test
    public void noAffinityIsNotAnAffinityWithoutTerms() {
        DaemonSet none = new DaemonSetBuilder(read(SET)).editSpec().editTemplate().editSpec()
                .withAffinity(null).endSpec().endTemplate().endSpec().build();
        DaemonSet empty = new DaemonSetBuilder(read(SET)).editSpec().editTemplate().editSpec().editAffinity().editNodeAffinity()
                .editRequiredDuringSchedulingIgnoredDuringExecution().withNodeSelectorTerms(List.of())
                .endRequiredDuringSchedulingIgnoredDuringExecution().endNodeAffinity().endAffinity().endSpec().endTemplate().endSpec().build();

        assertThat(DaemonSetMapping.facts(none).orElseThrow().template().placement().affinity()).isNull();
        assertThat(DaemonSetMapping.facts(empty).orElseThrow().template().placement().affinity()).isEmpty();
    }

    @Test
    public void aGenerationThatNobodyHasObservedIsNone() {
        assertThat(facts(SET.replace("observedGeneration: 2", "numberUnavailable: 2")).observed()).isFalse();
        assertThat(facts(SET.replace("observedGeneration: 2", "observedGeneration: 0")).status().observedGeneration()).isNull();
        assertThat(facts(SET.substring(0, SET.indexOf("status:"))).status()).isEqualTo(DaemonSetStatus.NONE);
    }

    @Test
    public void anAbsurdDaemonSetIsMappedAsFarAsItGoes() {
        assertThat(DaemonSetMapping.facts(new DaemonSet())).isEmpty();
        DaemonSetFacts bare = DaemonSetMapping.facts(new DaemonSetBuilder().withNewMetadata().withName("x").endMetadata().build()).orElseThrow();
        assertThat(bare.template().inPullOrder()).isEmpty();
        assertThat(bare.template().placement()).isEqualTo(Placement.ANYWHERE);
        assertThat(bare.generation()).isZero();
    }

    private static DaemonSetFacts facts(String yaml) {
        return DaemonSetMapping.facts(read(yaml)).orElseThrow();
    }

    private static DaemonSet read(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, DaemonSet.class);
    }
}
