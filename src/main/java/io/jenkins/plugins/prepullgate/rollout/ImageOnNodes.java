package io.jenkins.plugins.prepullgate.rollout;

import java.util.Collections;
import java.util.List;

/**
 * What the nodes' statuses say of an image: who is listed has it, as of up to 40 s ago (measured); who is not may have it all the same, since a
 * kubelet lists its 50 largest images only.
 *
 * @param bytes compressed (measured: the same number as in the event {@code Pulled}); 0 when unknown
 * @param nodes sorted
 */
public record ImageOnNodes(long bytes, List<String> nodes) {
    public ImageOnNodes {
        nodes = nodes == null ? List.of() : nodes.stream().sorted().toList();
    }

    boolean includes(String node) {
        return Collections.binarySearch(nodes, node) >= 0;
    }
}
