package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The cluster that this process runs in as a pod, with its service account. */
public final class InCluster {
    private static final Path MOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final String HOST = "KUBERNETES_SERVICE_HOST";
    private static final String PORT = "KUBERNETES_SERVICE_PORT";

    private InCluster() {}

    /**
     * The pod's own cluster.
     *
     * @throws ConnectionException when this process is not in a pod, or its pod has no token
     */
    public static ClusterTarget target() throws ConnectionException {
        return target(MOUNT, System.getenv());
    }

    static ClusterTarget target(Path mount, Map<String, String> environment) throws ConnectionException {
        String host = environment.getOrDefault(HOST, "");
        Path token = mount.resolve("token");
        if (host.isEmpty() || !Files.isReadable(token)) {
            throw new ConnectionException(
                    Kind.CONFIGURATION, "this process does not run in a pod with a service account: " + HOST + " or " + token + " is missing");
        }
        String server = "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + environment.getOrDefault(PORT, "443");
        try {
            String ca = Files.exists(mount.resolve("ca.crt")) ? Files.readString(mount.resolve("ca.crt")) : null;
            String namespace = Files.exists(mount.resolve("namespace")) ? Files.readString(mount.resolve("namespace")).trim() : null;
            return new ClusterTarget("in-cluster", server, namespace, ca, new Credentials.TokenFile(token), false, null);
        } catch (IOException e) {
            throw new ConnectionException(Kind.CONFIGURATION, "the service account in " + mount + " cannot be read", e);
        }
    }
}
