package io.jenkins.plugins.prepullgate.bench;

/**
 * How large the cluster of {@link CrowdApi} is.
 *
 * @param nodes of the cluster
 * @param pods nodes that each puller runs on
 * @param rollouts pullers
 * @param namespaces over which they are spread
 */
record CrowdShape(int nodes, int pods, int rollouts, int namespaces) {
    String namespace(int rollout) {
        return "hub-" + rollout % namespaces;
    }

    static String puller(int rollout) {
        return "hook-image-puller-" + rollout;
    }
}
