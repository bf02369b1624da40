package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.cluster.HookPlan;
import io.jenkins.plugins.prepullgate.cluster.OwnPuller;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.cluster.PullerOwner;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.hub.HubPods;
import io.jenkins.plugins.prepullgate.hub.HubTarget;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.ReleaseCheck;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The clusters as steps use them. All but {@link #watch} may block. */
interface Clusters extends AutoCloseable {
    /** The pods of one workload, which hold a connection until they are closed. */
    interface Pods extends HubPods, AutoCloseable {
        @Override
        void close();
    }

    /**
     * Looks up, as the build, what an address leaves to credentials.
     *
     * @throws ConnectionException when they are missing, may not be used, or do not suffice
     */
    ClusterTarget resolve(Run<?, ?> run, ClusterAddress address) throws ConnectionException;

    /**
     * Looks up, as the build, the token of a hub.
     *
     * @throws ConnectionException when it is missing, or may not be used
     */
    HubTarget resolve(Run<?, ?> run, HubAddress address) throws ConnectionException;

    /** @throws ConnectionException saying why a puller in the namespace could not be watched */
    void check(ClusterTarget target, String namespace) throws ConnectionException;

    /** @throws ConnectionException when they cannot be read */
    List<NodeFacts> nodes(ClusterTarget target) throws ConnectionException;

    /** The prepullers of a namespace. @throws ConnectionException when they cannot be read */
    List<DaemonSetFacts> pullers(ClusterTarget target, String namespace) throws ConnectionException;

    /**
     * The pods of a workload in a namespace, read whenever somebody asks; the caller closes them.
     *
     * @param labels a label selector
     * @throws ConnectionException when the target is of no use; nothing is asked yet
     */
    Pods pods(ClusterTarget target, String namespace, String labels) throws ConnectionException;

    /**
     * Whether helm would be refused, by its releases in a namespace.
     *
     * @param release the one that is meant; empty when it is not known
     * @throws ConnectionException when the cluster cannot be asked; a missing right is no failure
     */
    ReleaseCheck helm(ClusterTarget target, String namespace, String release, Policy policy, Instant now) throws ConnectionException;

    /**
     * What a chart will do before its upgrade.
     *
     * @param release the one that is meant; empty when it is not known
     * @throws ConnectionException when the cluster cannot be asked; a missing right is no failure
     */
    HookPlan plan(ClusterTarget target, String namespace, String release, RenderedChart chart) throws ConnectionException;

    /** The URL of this Jenkins, by which it knows its own again; empty when it has none. */
    String controller();

    /**
     * Applies a puller of our own, after removing what is left over of others.
     *
     * @param ended whether the owner of another one is known to be gone
     * @param tell hears, a line at a time, what is found and done
     * @throws ConnectionException when it cannot be applied
     */
    void apply(ClusterTarget target, OwnPuller wanted, Instant now, Predicate<PullerOwner> ended, Consumer<String> tell)
            throws ConnectionException;

    /** Removes it, unless it is to be kept. What cannot be removed is told. */
    void remove(ClusterTarget target, PullerMark puller, Consumer<String> tell);

    /** The same for one who says for how long busy servers are left alone; closed with this. */
    Clusters with(Forbearance forbearance);

    /** Begins to watch; the caller closes the source, and goes by a clock that nobody sets. */
    RolloutSource watch(ClusterTarget target, PullerQuery query, InstantSource clock);

    /** Ends all watches. */
    @Override
    void close();
}
