package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import java.time.Instant;
import java.util.List;

/** One look at a view: what it shows, what is remembered, and what follows for the pulls that are under way. */
final class Scene {
    final RolloutView view;
    final Policy policy;
    final Memory memory;
    final Sites sites;
    final Instant now;
    /** Null when there is none. */
    final DaemonSetFacts puller;
    final NodeRule rule;
    private final Forecast forecast;

    Scene(RolloutView view, DaemonSetFacts puller, Policy policy, Memory memory, Sites sites, Instant now) {
        this.view = view;
        this.puller = puller;
        this.policy = policy;
        this.memory = memory;
        this.sites = sites;
        this.now = now;
        this.rule = ruleFor(view, puller, policy);
        this.forecast = new Forecast(this);
    }

    /** The caller's rule, or the one that the puller's own waiter follows. */
    private static NodeRule ruleFor(RolloutView view, DaemonSetFacts puller, Policy policy) {
        if (policy.expect() != null) {
            return policy.expect();
        }
        if (puller != null) {
            return PullerGeneration.of(puller).map(PullerGeneration::rule).orElse(NodeRule.DAEMONSET);
        }
        return view.awaiters().stream().anyMatch(PullerGeneration::isProgramOfV06) ? NodeRule.SCHEDULABLE_NODES : NodeRule.DAEMONSET;
    }

    /** What is the same for all nodes; only with a puller. */
    Frame frame() {
        return Frame.of(view, puller, sites.plan(), rule);
    }

    /** Null when neither the node nor a pod on it is known. */
    Site site(String node) {
        return sites.on(node);
    }

    /** Null when it is not known. */
    NodeFacts node(String name) {
        Site site = sites.on(name);
        return site == null ? null : site.node();
    }

    /** The node's puller pod; null when there is none. */
    PodFacts podOn(String node) {
        Site site = sites.on(node);
        return site == null ? null : site.pod();
    }

    PullTimes pullTimes() {
        return sites.times();
    }

    Forecast forecast() {
        return forecast;
    }

    /** The pull that the node's puller pod is at; null when it is at none. */
    PullTurn turn(String node) {
        Site site = sites.on(node);
        return site == null ? null : site.turn(sites.queues().on(node));
    }

    /** What the clock that {@code now} is by showed at a moment that the cluster has dated; null for null. */
    Instant ours(Instant theirs) {
        return theirs == null || view.lead() == null ? theirs : view.lead().ours(theirs, now);
    }

    /** Since when, as the cluster says, the node is at the pull of its puller pod, rather than at one before it; null when unknown. */
    Instant pullingSince(NodeProgress row) {
        PullTurn turn = turn(row.node());
        Instant since = turn == null ? null : turn.since();
        return since != null && (row.since() == null || since.isAfter(row.since())) ? since : row.since();
    }

    /** The pod that a pull is for, in words. Only a puller's pod is named: other pods carry the names of people, and logs are read by many. */
    String whose(PullRecord pull) {
        return pullers(pull) ? "pod " + pull.begun().name() + (orphaned(pull) ? ", which is gone" : "") : "another pod of the namespace";
    }

    /** Whether the pull is for a pod of a puller of this name. */
    boolean pullers(PullRecord pull) {
        return pull.begun().name().startsWith(puller.name() + "-");
    }

    /** Whether the pull is for a pod of this puller, or of one before it under the same name, that is no more. */
    boolean orphaned(PullRecord pull) {
        return view.live(Source.PODS) && pullers(pull) && !sites.knowsPod(pull.begun().objectUid());
    }

    /** The events about an object, oldest first. */
    List<EventFacts> eventsAbout(String uid) {
        return sites.about(uid);
    }
}
