package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Nodes that are about to remove what was pulled: under disk pressure, and where images fill the disk, a kubelet deletes images that no container uses,
 * and once helm has deleted the puller none does. How full the disk is cannot be seen without the right to {@code nodes/proxy}, which also lets its
 * holder run commands in pods: what is raised here is what the node itself says, and what the sizes that it lists lead to expect.
 */
final class CleanupDetector implements Detector {
    @Override
    public void look(Scene scene, List<NodeProgress> rows, Consumer<Symptom> report) {
        for (NodeProgress row : rows) {
            NodeFacts node = scene.nodes.get(row.node());
            if (node == null || !row.expected()) {
                continue;
            }
            Optional<NodeCondition> pressure = node.condition("DiskPressure").filter(c -> c.status().equals("True"));
            boolean pulled = row.state() == NodeState.READY || row.step() > 1;
            if (pressure.isPresent() && pulled) {
                report.accept(symptom(row, pressure.get()));
            } else if (pressure.isEmpty()) {
                crowded(scene, row, report);
            }
        }
    }

    private static void crowded(Scene scene, NodeProgress row, Consumer<Symptom> report) {
        NodeDisk disk = scene.view.around().disks().get(row.node());
        Collection<ImageOnNodes> pulled = scene.view.around().images().values();
        if (disk != null && disk.filledBy(row.node(), pulled)) {
            report.accept(Symptom.ofNode(
                    FindingCode.IMAGE_GC_NEAR, row.node(), "the images may fill the disk: from " + NodeDisk.REMOVES_AT_PERCENT
                            + " % on a kubelet removes those that no container uses, and after the puller's end these are among them", "Node " + row.node(),
                    "status.images, status.capacity[ephemeral-storage]", Bytes.words(disk.images()) + " of images listed, "
                            + Bytes.words(NodeDisk.wanted(pulled))
                            + " of the puller's, unpacked at least twice as much; the disk has " + Bytes.words(disk.capacity())));
        }
    }

    private static Symptom symptom(NodeProgress row, NodeCondition condition) {
        String value = condition.status() + (condition.message().isEmpty() ? "" : ": " + Redaction.of(condition.message()));
        return Symptom.ofNode(
                        FindingCode.IMAGE_GC_NEAR, row.node(), "the disk is nearly full: the kubelet removes images that no container uses, "
                                + "and after the puller's end these are among them", "Node " + row.node(), "status.conditions[DiskPressure]", value)
                .at(condition.since());
    }
}
