package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.cluster.InCluster;

/**
 * The cluster that the controller itself runs in, with the controller's rights. Everybody who may write a Jenkinsfile could use these rights, so an
 * administrator has to allow it.
 */
final class OwnServiceAccount {
    private OwnServiceAccount() {}

    /** @throws ConnectionException when it is not allowed, or the controller does not run in a pod */
    static ClusterTarget target(ClusterAddress address) throws ConnectionException {
        if (!PrepullGateConfiguration.get().isOwnServiceAccount()) {
            throw new ConnectionException(
                    Kind.CONFIGURATION,
                    "credentialsId is missing: name credentials for the cluster (an administrator can instead allow the controller's own service "
                            + "account, under Manage Jenkins, System, Prepull Gate)");
        }
        if (!address.serverUrl().isEmpty() || !address.context().isEmpty()) {
            throw new ConnectionException(
                    Kind.CONFIGURATION,
                    "credentialsId is missing: serverUrl and context need it; without them the controller's own cluster is meant");
        }
        return InCluster.target();
    }
}
