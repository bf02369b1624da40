package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.util.List;

/** The clusters as steps use them. All but {@link #watch} may block. */
interface Clusters extends AutoCloseable {
    /**
     * Looks up, as the build, what an address leaves to credentials.
     *
     * @throws ConnectionException when they are missing, may not be used, or do not suffice
     */
    ClusterTarget resolve(Run<?, ?> run, ClusterAddress address) throws ConnectionException;

    /** @throws ConnectionException saying why a puller in the namespace could not be watched */
    void check(ClusterTarget target, String namespace) throws ConnectionException;

    /** @throws ConnectionException when they cannot be read */
    List<NodeFacts> nodes(ClusterTarget target) throws ConnectionException;

    /** The prepullers of a namespace. @throws ConnectionException when they cannot be read */
    List<DaemonSetFacts> pullers(ClusterTarget target, String namespace) throws ConnectionException;

    /** Begins to watch; the caller closes the source. */
    RolloutSource watch(ClusterTarget target, PullerQuery query);

    /** Ends all watches. */
    @Override
    void close();
}
