package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Where a step's address leads: to the cluster of a kubeconfig on the agent, or of credentials. Warns of connections that others can listen to. */
final class Destination {
    private Destination() {}

    /**
     * Looks it up, as the build. May block.
     *
     * @param warn hears a sentence about each way in which somebody in between could listen
     * @throws ConnectionException when what the address names is missing, may not be used, or does not suffice
     */
    static ClusterTarget of(StepContext context, Clusters clusters, Run<?, ?> build, ClusterAddress address, Consumer<String> warn)
            throws ConnectionException {
        ClusterTarget written = WorkspaceKubeconfig.target(context, address);
        ClusterTarget target = written == null ? clusters.resolve(build, address) : written;
        if (target.insecure()) {
            warn.accept("cluster " + target.displayName() + ": the certificate of the API server is not checked (insecure-skip-tls-verify), so that "
                    + "somebody in between can read the credentials; give caCertificate");
        } else if (target.serverUrl().startsWith("http:")) {
            warn.accept("cluster " + target.displayName() + ": the connection is not encrypted, so that somebody in between can read the "
                    + "credentials; use https");
        }
        return target;
    }
}
