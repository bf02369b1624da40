package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Nodes whose images may fill the disk: from some point on a kubelet removes those that no container uses, and once helm has deleted the puller none
 * uses what was pulled. How full the disk is cannot be seen without the right to {@code nodes/proxy}, which also lets its holder run commands in
 * pods: what is raised here is what the sizes that the node lists lead to expect; what it says itself is {@link PressureDetector}'s.
 */
final class CleanupDetector implements Detector {
    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        scene.view.around().disks().forEach((name, disk) -> {
            NodeProgress row = rows.of(name);
            NodeFacts node = scene.node(name);
            if (row != null && row.expected() && node != null && PressureDetector.pressure(node).isEmpty()) {
                crowded(scene, row, disk, report);
            }
        });
    }

    private static void crowded(Scene scene, NodeProgress row, NodeDisk disk, Consumer<Symptom> report) {
        Collection<ImageOnNodes> pulled = scene.view.around().images().values();
        if (disk.filledBy(row.node(), pulled)) {
            report.accept(Symptom.ofNode(
                    FindingCode.IMAGE_GC_NEAR, row.node(), "the images may fill the disk: from " + NodeDisk.REMOVES_AT_PERCENT
                            + " % on a kubelet removes those that no container uses, and after the puller's end these are among them",
                    "Node " + row.node(), "status.images, status.capacity[ephemeral-storage]", Bytes.words(disk.images()) + " of images listed, "
                            + Bytes.words(NodeDisk.wanted(pulled))
                            + " of the puller's, unpacked at least twice as much; the disk has " + Bytes.words(disk.capacity())));
        }
    }
}
