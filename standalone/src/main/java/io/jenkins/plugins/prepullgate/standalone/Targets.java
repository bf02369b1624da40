package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.InCluster;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Looks for the cluster in the places where kubectl would. */
final class Targets {
    private static final String VARIABLE = "KUBECONFIG";
    private static final String IN_POD = "KUBERNETES_SERVICE_HOST";

    private Targets() {}

    /**
     * The cluster.
     *
     * @param kubeconfig null to look for one
     * @param context null for the current one
     */
    static ClusterTarget of(Path kubeconfig, String context) throws ConnectionException {
        if (kubeconfig != null) {
            return Kubeconfigs.read(kubeconfig, context);
        }
        List<Path> named = named(System.getenv(VARIABLE));
        if (named.size() > 1) {
            throw new UsageException("$" + VARIABLE + " names several files, which are not merged here; name one with --kubeconfig, or merge them: "
                    + "kubectl config view --flatten > FILE");
        }
        if (named.size() == 1) {
            return Kubeconfigs.read(named.get(0), context);
        }
        Path usual = Path.of(System.getProperty("user.home"), ".kube", "config");
        if (Files.exists(usual)) {
            return Kubeconfigs.read(usual, context);
        }
        if (context != null) {
            throw new UsageException("--context: there is no kubeconfig to look for '" + context + "' in; name one with --kubeconfig");
        }
        if (System.getenv(IN_POD) == null) {
            throw new UsageException("no cluster is named: give --kubeconfig, set $" + VARIABLE + ", or have " + usual);
        }
        return InCluster.target();
    }

    private static List<Path> named(String variable) {
        try {
            return variable == null
                    ? List.of()
                    : Arrays.stream(variable.split(File.pathSeparator)).filter(name -> !name.isBlank()).distinct().map(Path::of).toList();
        } catch (InvalidPathException e) {
            throw new UsageException("$" + VARIABLE + " is no path: " + e.getReason());
        }
    }
}
