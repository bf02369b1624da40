package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.time.InstantSource;
import java.util.List;

/** Clusters over the network, reached with Jenkins' credentials. */
final class RealClusters implements Clusters {
    private final ClusterWatches watches = new ClusterWatches(InstantSource.system());

    @Override
    public ClusterTarget resolve(Run<?, ?> run, ClusterAddress address) throws ConnectionException {
        return address.credentialsId().isEmpty() ? OwnServiceAccount.target(address) : JenkinsCredentials.target(run, address);
    }

    @Override
    public void check(ClusterTarget target, String namespace) throws ConnectionException {
        try (ClusterClient client = ClusterClient.connect(target)) {
            client.check(namespace);
        }
    }

    @Override
    public List<NodeFacts> nodes(ClusterTarget target) throws ConnectionException {
        try (ClusterClient client = ClusterClient.connect(target)) {
            return client.nodes();
        }
    }

    @Override
    public List<DaemonSetFacts> pullers(ClusterTarget target, String namespace) throws ConnectionException {
        try (ClusterClient client = ClusterClient.connect(target)) {
            return client.pullers(namespace);
        }
    }

    @Override
    public RolloutSource watch(ClusterTarget target, PullerQuery query) {
        return watches.open(target, query);
    }

    @Override
    public void close() {
        watches.close();
    }
}
