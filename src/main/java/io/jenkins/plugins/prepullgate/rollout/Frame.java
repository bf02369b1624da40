package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.NodeRule;

/**
 * What is the same for all nodes of one look, as far as their rows and their own symptoms depend on it.
 *
 * @param puller the DaemonSet as evidence names it
 * @param plan its containers in the order in which their images are pulled
 * @param templateGeneration the generation of its template; 0 when unknown
 * @param rule which nodes are waited for
 * @param nodesForbidden whether nodes may not be read
 * @param podsForbidden whether pods may not be read
 * @param countedReady where pods may not be read: whether the controller's counters say that all are ready
 */
record Frame(
        String puller,
        PullPlan plan,
        long templateGeneration,
        NodeRule rule,
        boolean nodesForbidden,
        boolean podsForbidden,
        boolean countedReady) {
    static Frame of(RolloutView view, DaemonSetFacts puller, PullPlan plan, NodeRule rule) {
        boolean podsForbidden = view.forbidden(Source.PODS);
        boolean ready = puller.observed() && puller.status().ready() >= puller.status().desired();
        return new Frame(
                puller.ref(), plan, puller.templateGeneration(), rule, view.forbidden(Source.NODES), podsForbidden,
                podsForbidden && ready);
    }

    /** Whether the pod was made from the newest template; unknown counts as yes, since the controller's own counter is checked too. */
    boolean current(PodFacts pod) {
        return pod.generation() == 0 || templateGeneration == 0 || pod.generation() == templateGeneration;
    }
}
