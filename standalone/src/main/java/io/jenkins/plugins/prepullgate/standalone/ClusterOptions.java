package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name the cluster. */
final class ClusterOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The kubeconfig. Default: $KUBECONFIG, then ~/.kube/config, then the service account of the pod that this runs in.")
    private Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "The kubeconfig's context. Default: its current one.")
    private String context;

    /** Whether the caller has named one. */
    boolean given() {
        return kubeconfig != null || context != null;
    }

    /** The cluster that is named, or else the one that kubectl would use. @throws ConnectionException when there is none, or it cannot be used */
    ClusterTarget target() throws ConnectionException {
        return target(context);
    }

    /** The cluster of another context in the same kubeconfig. */
    ClusterTarget target(String otherContext) throws ConnectionException {
        return Targets.of(kubeconfig, otherContext);
    }

    /** Where a wait looks, as a heading. */
    static String heading(String namespace, ClusterTarget target) {
        return "namespace " + namespace + " of " + target.displayName();
    }

    /**
     * The namespace to use.
     *
     * @param chosen null for the context's own
     * @throws UsageException when neither names one
     */
    static String namespace(String chosen, ClusterTarget target) {
        String namespace = chosen == null ? target.namespace() : chosen;
        if (namespace == null) {
            throw new UsageException("--namespace is missing, and context " + target.displayName() + " names none");
        }
        return Values.objectName("--namespace", namespace);
    }
}
