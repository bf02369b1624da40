package io.jenkins.plugins.prepullgate.standalone.drill;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.ArrayList;
import java.util.List;

/** Nodes of the embedded cluster, and what can happen to them. */
final class PlayedNodes {
    private PlayedNodes() {}

    static Node node(Scenario.Machine machine) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(machine.name())
                .withLabels(machine.labels())
                .endMetadata()
                .withNewSpec()
                .withTaints(machine.taints().stream().map(PlayedNodes::taint).toList())
                .withUnschedulable(machine.cordoned() ? true : null)
                .endSpec()
                .withNewStatus()
                .withConditions(ready(true))
                .endStatus()
                .build();
    }

    static Node cordoned(Node node, boolean on) {
        return new NodeBuilder(node).editSpec().withUnschedulable(on ? true : null).endSpec().build();
    }

    static Node tainted(Node node, String taint) {
        List<Taint> taints = new ArrayList<>(node.getSpec().getTaints());
        taints.add(taint(taint));
        return new NodeBuilder(node).editSpec().withTaints(taints).endSpec().build();
    }

    static Node untainted(Node node, String key) {
        List<Taint> rest = node.getSpec().getTaints().stream().filter(t -> !t.getKey().equals(key)).toList();
        return new NodeBuilder(node).editSpec().withTaints(rest).endSpec().build();
    }

    static Node answering(Node node, boolean on) {
        return new NodeBuilder(node).editStatus().withConditions(ready(on)).endStatus().build();
    }

    /** A node whose kubelet is silent is described in the node controller's words. */
    private static NodeCondition ready(boolean answering) {
        return new NodeConditionBuilder()
                .withType("Ready")
                .withStatus(answering ? "True" : "Unknown")
                .withReason(answering ? "KubeletReady" : "NodeStatusUnknown")
                .withMessage(answering ? "kubelet is posting ready status" : "Kubelet stopped posting node status.")
                .build();
    }

    /** @param text such as {@code key=value:NoSchedule} or {@code key:NoExecute} */
    private static Taint taint(String text) {
        String keyAndValue = text.substring(0, text.lastIndexOf(':'));
        int equals = keyAndValue.indexOf('=');
        String key = equals < 0 ? keyAndValue : keyAndValue.substring(0, equals);
        return new Taint(text.substring(text.lastIndexOf(':') + 1), key, null, equals < 0 ? null : keyAndValue.substring(equals + 1));
    }
}
