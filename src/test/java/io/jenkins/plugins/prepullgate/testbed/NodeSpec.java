package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node that a test wants.
 *
 * @param name a DNS label
 * @param manual KWOK lets its pods alone: the test writes their status with {@link FakeKubelet}. Otherwise KWOK plays its kubelet
 * @param cordoned whether {@code spec.unschedulable} is set
 * @param ready whether its kubelet says that it is; only a node by hand can be created unready
 * @param labels beside those of every node
 * @param taints in order
 * @param roomy whether it takes pods; only a node by hand can be created without room
 */
public record NodeSpec(String name, boolean manual, boolean cordoned, boolean ready, Map<String, String> labels, List<Taint> taints, boolean roomy) {
    private static final Map<String, Quantity> SIZE = Map.of(
            "cpu", new Quantity("16"),
            "memory", new Quantity("64Gi"),
            "pods", new Quantity("110"),
            "ephemeral-storage", new Quantity("100Gi"));

    /** A ready worker whose pods KWOK runs; pulls fail on it when its name begins with {@code bad-}. */
    public static NodeSpec named(String name) {
        return new NodeSpec(name, false, false, true, Map.of(), List.of(), true);
    }

    /** The same, with pods that only the test moves. */
    public NodeSpec byHand() {
        return new NodeSpec(name, true, cordoned, ready, labels, taints, roomy);
    }

    /** The same, cordoned. */
    public NodeSpec asCordoned() {
        return new NodeSpec(name, manual, true, ready, labels, taints, roomy);
    }

    /** The same by hand, with a kubelet that says it is not ready; it stays so. */
    public NodeSpec unready() {
        return new NodeSpec(name, true, cordoned, false, labels, taints, roomy);
    }

    /** The same by hand, with room for no pod: those of DaemonSets come all the same, and wait for the scheduler. */
    public NodeSpec full() {
        return new NodeSpec(name, true, cordoned, ready, labels, taints, false);
    }

    /** The same with one more label. */
    public NodeSpec labelled(String key, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(key, value);
        return new NodeSpec(name, manual, cordoned, ready, more, taints, roomy);
    }

    /**
     * The same with one more taint.
     *
     * @param taint as kubectl writes it, {@code key=value:Effect} or {@code key:Effect}
     */
    public NodeSpec tainted(String taint) {
        int effect = taint.lastIndexOf(':');
        String[] pair = taint.substring(0, effect).split("=", 2);
        List<Taint> more = new ArrayList<>(taints);
        more.add(new TaintBuilder()
                .withKey(pair[0])
                .withValue(pair.length > 1 ? pair[1] : null)
                .withEffect(taint.substring(effect + 1))
                .build());
        return new NodeSpec(name, manual, cordoned, ready, labels, more, roomy);
    }

    Node build() {
        NodeBuilder node = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .addToLabels("kubernetes.io/hostname", name)
                .addToLabels("kubernetes.io/os", "linux")
                .addToLabels("kubernetes.io/arch", "amd64")
                .endMetadata()
                .withNewSpec()
                .withUnschedulable(cordoned ? Boolean.TRUE : null)
                .withTaints(taints)
                .endSpec();
        return manual
                ? node.withStatus(status(ready, roomy)).build()
                : node.editMetadata().addToAnnotations("kwok.x-k8s.io/node", "fake").endMetadata().build();
    }

    private static NodeStatus status(boolean ready, boolean roomy) {
        String now = Instant.now().toString();
        return new NodeStatusBuilder()
                .withCapacity(SIZE)
                .withAllocatable(SIZE)
                .addToAllocatable("pods", new Quantity(roomy ? "110" : "0"))
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .withReason(ready ? "KubeletReady" : "KubeletNotReady")
                .withMessage(ready ? "kubelet is posting ready status" : "container runtime is down")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .withNewNodeInfo()
                .withArchitecture("amd64")
                .withOperatingSystem("linux")
                .withKubeletVersion("v1.35.4")
                .withContainerRuntimeVersion("containerd://2.2.9")
                .withOsImage("by hand")
                .endNodeInfo()
                .build();
    }
}
