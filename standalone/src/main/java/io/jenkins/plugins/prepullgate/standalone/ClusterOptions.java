package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cluster is meant. */
final class ClusterOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The kubeconfig. Default: $KUBECONFIG, then ~/.kube/config, then the service account of the pod that this runs in.")
    private Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "The kubeconfig's context. Default: its current one.")
    private String context;

    /** Whether one is named. */
    boolean given() {
        return kubeconfig != null || context != null;
    }

    /** @throws ConnectionException when there is none, or it cannot be used */
    ClusterTarget target() throws ConnectionException {
        return target(context);
    }

    /** Another context of the same kubeconfig. */
    ClusterTarget target(String otherContext) throws ConnectionException {
        return Targets.of(kubeconfig, otherContext);
    }

    /** Where a wait looks, as a heading. */
    static String heading(String namespace, ClusterTarget target) {
        return "namespace " + namespace + " of " + target.displayName();
    }

    /**
     * The namespace that is meant.
     *
     * @param chosen null for the context's
     * @throws UsageException when none is named
     */
    static String namespace(String chosen, ClusterTarget target) {
        String namespace = chosen == null ? target.namespace() : chosen;
        if (namespace == null) {
            throw new UsageException("--namespace is missing, and context " + target.displayName() + " names none");
        }
        return Values.objectName("--namespace", namespace);
    }
}
