package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/**
 * How to reach one API server, complete in itself: nothing is added from the environment, from system properties or from files. Two equal
 * targets share their watches, so the credentials are part of equality: nobody sees through another's rights.
 *
 * @param name what messages call it, such as a kubeconfig's context; empty to use the URL
 * @param serverUrl {@code https://host:port}, without credentials in it
 * @param namespace the context's own; null when it has none
 * @param caPem the certificate authority's certificates in PEM; null to trust the Java runtime's
 * @param credentials never null
 * @param insecure whether any certificate is accepted
 * @param proxyUrl {@code http://host:port} or {@code socks5://host:port}; null for none
 */
public record ClusterTarget(
        String name, String serverUrl, String namespace, String caPem, Credentials credentials, boolean insecure, String proxyUrl) {
    public ClusterTarget {
        name = name == null ? "" : Redaction.brief(name);
        serverUrl = checked("server URL", serverUrl).replaceFirst("/+$", "");
        namespace = namespace == null || namespace.isBlank() ? null : namespace;
        caPem = caPem == null || caPem.isBlank() ? null : caPem;
        Objects.requireNonNull(credentials, "credentials");
        proxyUrl = proxyUrl == null || proxyUrl.isBlank() ? null : checked("proxy URL", proxyUrl);
    }

    /**
     * A server with credentials, and everything else at its safe default.
     *
     * @throws IllegalArgumentException when the URL is malformed
     */
    public static ClusterTarget of(String serverUrl, Credentials credentials) {
        return new ClusterTarget("", serverUrl, null, null, credentials, false, null);
    }

    public ClusterTarget withName(String newName) {
        return new ClusterTarget(newName, serverUrl, namespace, caPem, credentials, insecure, proxyUrl);
    }

    public ClusterTarget withNamespace(String newNamespace) {
        return new ClusterTarget(name, serverUrl, newNamespace, caPem, credentials, insecure, proxyUrl);
    }

    public ClusterTarget withCa(String newCaPem) {
        return new ClusterTarget(name, serverUrl, namespace, newCaPem, credentials, insecure, proxyUrl);
    }

    public ClusterTarget withCredentials(Credentials newCredentials) {
        return new ClusterTarget(name, serverUrl, namespace, caPem, newCredentials, insecure, proxyUrl);
    }

    /** The same, with any certificate accepted, so that somebody between us and the cluster can read the credentials. */
    public ClusterTarget insecurely() {
        return new ClusterTarget(name, serverUrl, namespace, caPem, credentials, true, proxyUrl);
    }

    /** What messages call the cluster. */
    public String displayName() {
        return name.isEmpty() ? serverUrl : name;
    }

    /** The host, for messages about the connection. */
    public String host() {
        return URI.create(serverUrl).getHost();
    }

    @Override
    public String toString() {
        return "ClusterTarget[" + (name.isEmpty() ? "" : name + ", ") + serverUrl + ", " + credentials + (insecure ? ", insecure" : "") + "]";
    }

    private static String checked(String what, String url) {
        String trimmed = url == null ? "" : url.trim();
        URI uri;
        try {
            uri = new URI(trimmed);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the " + what + " is malformed: " + e.getReason());
        }
        boolean known = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) || "socks5".equals(uri.getScheme());
        if (!known || uri.getHost() == null) {
            throw new IllegalArgumentException("the " + what + " must look like https://host:port");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("the " + what + " must not contain credentials");
        }
        return trimmed;
    }
}
