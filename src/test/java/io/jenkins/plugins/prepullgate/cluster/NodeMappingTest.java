package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.prepullgate.nodes.LastChange;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.nodes.TaintEffect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class NodeMappingTest {
    private static final String NODE = """
            apiVersion: v1
            kind: Node
            metadata:
              name: master-0
              uid: n-1
              creationTimestamp: "2018-01-20T10:00:00Z"
              labels: {kubernetes.io/hostname: master-0, role: master}
              managedFields:
              - manager: kubelet
                time: "2018-01-26T18:30:00Z"
                fieldsV1: {"f:metadata": {"f:labels": {"f:kubernetes.io/hostname": {}}}, "f:status": {"f:conditions": {}}}
              - manager: kubectl-taint
                time: "2018-01-25T09:00:00Z"
                fieldsV1: {"f:spec": {"f:taints": {}}}
              - manager: kubectl-cordon
                time: "2018-01-26T17:00:00Z"
                fieldsV1: {"f:spec": {"f:unschedulable": {}}}
            spec:
              unschedulable: true
              taints:
              - {key: node-role.kubernetes.io/master, value: "true", effect: NoSchedule}
              - {key: custom, effect: NoSuchEffect}
            status:
              nodeInfo: {architecture: arm64, containerRuntimeVersion: "containerd://2.2.9", kubeletVersion: v1.35.4}
              conditions:
              - {type: Ready, status: "False", reason: KubeletNotReady, message: down, lastTransitionTime: "2018-01-26T17:30:00Z",
                 lastHeartbeatTime: "2018-01-26T18:00:00Z"}
              - {type: SomethingElse, status: "True"}
              images: [{names: [x], sizeBytes: 1}]
            """;

    @Test
    public void aNodeIsMappedFieldByField() {
        NodeFacts node = NodeMapping.facts(read(NODE)).orElseThrow();

        assertThat(node.name()).isEqualTo("master-0");
        assertThat(node.uid()).isEqualTo("n-1");
        assertThat(node.labels()).containsExactlyInAnyOrderEntriesOf(Map.of("kubernetes.io/hostname", "master-0", "role", "master"));
        assertThat(node.taints())
                .containsExactly(
                        new Taint("node-role.kubernetes.io/master", "true", TaintEffect.NO_SCHEDULE), new Taint("custom", "", TaintEffect.UNKNOWN));
        assertThat(node.unschedulable()).isTrue();
        assertThat(node.conditions())
                .containsExactly(new NodeCondition("Ready", "False", "KubeletNotReady", "down", Instant.parse("2018-01-26T17:30:00Z")));
        assertThat(node.architecture()).isEqualTo("arm64");
        assertThat(node.runtime()).isEqualTo("containerd://2.2.9");
        assertThat(node.kubelet()).isEqualTo("v1.35.4");
        assertThat(node.createdAt()).isEqualTo("2018-01-20T10:00:00Z");
    }

    @Test
    public void whoTouchedTaintsCordonOrRolesLastIsNamedAndNotWhoTouchedTheNodeLast() {
        assertThat(NodeMapping.facts(read(NODE)).orElseThrow().lastChange())
                .isEqualTo(new LastChange("kubectl-cordon", Instant.parse("2018-01-26T17:00:00Z")));
    }

    @Test
    public void aRoleLabelIsSuchAChangeAndAnyOtherLabelIsNot() {
        String labelled = NODE.replaceAll("(?s)      - manager: kubectl-taint.*?    spec:", "    spec:");
        assertThat(NodeMapping.facts(read(labelled.replace("\"f:kubernetes.io/hostname\"", "\"f:node-role.kubernetes.io/control-plane\"")))
                        .orElseThrow().lastChange())
                .isNotNull();
        String unowned = NODE.replace("f:taints", "f:podCIDR").replace("f:unschedulable", "f:providerID");
        assertThat(NodeMapping.facts(read(unowned)).orElseThrow().lastChange()).isNull();
    }

    @Test
    public void ofChangesWithinOneSecondTheTaintCountsAndNotTheLabel() {
        ManagedFieldsEntry label = changed("kubectl-label", "f:metadata", Map.of("f:labels", Map.of("f:node-role.kubernetes.io/master", Map.of())));
        ManagedFieldsEntry taint = changed("kubectl-taint", "f:spec", Map.of("f:taints", Map.of()));

        for (List<ManagedFieldsEntry> entries : List.of(List.of(label, taint), List.of(taint, label))) {
            assertThat(NodeChanges.last(entries).manager()).isEqualTo("kubectl-taint");
        }
    }

    private static ManagedFieldsEntry changed(String manager, String part, Map<String, ?> what) {
        FieldsV1 fields = new FieldsV1();
        fields.setAdditionalProperty(part, what);
        return new ManagedFieldsEntryBuilder().withManager(manager).withTime("2018-01-26T17:00:00Z").withFieldsV1(fields).build();
    }

    @Test
    public void aHeartbeatChangesNothing() {
        NodeFacts before = NodeMapping.facts(read(NODE)).orElseThrow();
        String later = NODE.replace("lastHeartbeatTime: \"2018-01-26T18:00:00Z\"", "lastHeartbeatTime: \"2018-01-26T18:05:00Z\"")
                .replace("sizeBytes: 1", "sizeBytes: 2")
                .replace("time: \"2018-01-26T18:30:00Z\"", "time: \"2018-01-26T18:35:00Z\"");

        assertThat(later).isNotEqualTo(NODE);
        assertThat(NodeMapping.facts(read(later)).orElseThrow()).isEqualTo(before);
    }

    @Test
    public void anAbsurdNodeIsMappedAsFarAsItGoes() {
        assertThat(NodeMapping.facts(new Node())).isEmpty();
        assertThat(NodeMapping.facts(new NodeBuilder().withNewMetadata().endMetadata().build())).isEmpty();
        NodeFacts bare = NodeMapping.facts(new NodeBuilder().withNewMetadata().withName("x").endMetadata().build()).orElseThrow();
        assertThat(bare.ready()).isFalse();
        assertThat(bare.taints()).isEmpty();
        assertThat(bare.lastChange()).isNull();

        String broken = NODE.replace("\"2018-01-20T10:00:00Z\"", "yesterday").replace("key: custom, ", "");
        NodeFacts node = NodeMapping.facts(read(broken)).orElseThrow();
        assertThat(node.createdAt()).isNull();
        assertThat(node.taints()).hasSize(1);
    }

    private static Node read(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, Node.class);
    }
}
