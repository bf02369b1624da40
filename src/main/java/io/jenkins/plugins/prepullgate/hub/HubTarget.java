package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * How a hub is reached.
 *
 * @param url the public address with the hub's base path, ending in a slash, such as {@code https://hub.example.org/}
 * @param token an API token, never shown
 * @param caPem certificates to trust instead of the JVM's own; empty for those
 */
public record HubTarget(URI url, String token, String caPem) {
    public HubTarget {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(caPem, "caPem");
    }

    /**
     * Reads an address as people write it: with or without the last slash, also with {@code /hub/} at its end.
     *
     * @param caPem null or empty for the JVM's own certificates
     * @throws ConnectionException when it cannot be a hub's address, or the token cannot be one
     */
    public static HubTarget of(String url, String token, String caPem) throws ConnectionException {
        String text = url.trim().replaceFirst("/+(hub/*)?$", "") + "/";
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw unusable("'" + url + "' is no URL", e);
        }
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw unusable("a hub's address is like https://hub.example.org/, without user, '?' and '#'", null);
        }
        String trimmed = token == null ? "" : token.trim();
        if (!trimmed.matches("[\\x21-\\x7e]+")) {
            throw unusable(trimmed.isEmpty() ? "the API token is empty" : "the API token holds characters that no token has", null);
        }
        return new HubTarget(uri, trimmed, caPem == null ? "" : caPem);
    }

    private static ConnectionException unusable(String why, Throwable cause) {
        return new ConnectionException(Kind.CONFIGURATION, "hub: " + why, cause);
    }

    /** What it is called in reports: host, port and base path. */
    public String displayName() {
        return url.getRawAuthority() + (url.getRawPath().equals("/") ? "" : url.getRawPath().replaceFirst("/$", ""));
    }

    /** A path of the hub itself, such as {@code api/users}. */
    URI hub(String path) {
        return url.resolve("hub/" + path);
    }

    /** A path of the public proxy, as the hub's API names it, base path included; or a whole URL, where each user has a domain. */
    URI proxied(String path) {
        return url.resolve(path);
    }

    /**
     * Whether an address is the proxy's to answer: the hub's own host and port, or a user's domain under it, where each user has one. The hub names
     * these addresses, and must not have us ask whom it likes.
     *
     * @param domain another one under which users have theirs; empty when there is none
     */
    boolean answersFor(URI address, String domain) {
        boolean own = url.getScheme().equals(address.getScheme()) && port(url) == port(address) && under(url.getHost(), address);
        return own || !domain.isEmpty() && under(domain, address);
    }

    private static boolean under(String domain, URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        String parent = domain.toLowerCase(Locale.ROOT);
        return host.equals(parent) || host.endsWith("." + parent);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "HubTarget[" + displayName() + "]";
    }
}
