package io.jenkins.plugins.prepullgate.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Turns a cluster and a user of a kubeconfig into a target, and refuses, rather than overlooks, what it does not support. */
final class KubeconfigReader {
    private static final List<String> IMPERSONATION = List.of("as", "as-uid", "as-groups", "as-user-extra");

    /** Null when files may not be read. */
    private final Path folder;

    KubeconfigReader(Path folder) {
        this.folder = folder;
    }

    ClusterTarget target(String name, String namespace, KubeconfigNode cluster, KubeconfigNode user) throws ConnectionException {
        if (cluster.has("tls-server-name")) {
            throw cluster.refused("uses tls-server-name, which is not supported; use a server URL whose name is in the certificate");
        }
        if (cluster.text("server").isEmpty()) {
            throw cluster.refused("names no server; it must look like server: https://host:port");
        }
        refuseWhatRuns(user);
        String ca = pem(cluster, "certificate-authority");
        boolean insecure = Boolean.parseBoolean(cluster.text("insecure-skip-tls-verify"));
        Credentials credentials = credentials(user);
        try {
            return new ClusterTarget(name, cluster.text("server"), namespace, ca, credentials, insecure, cluster.text("proxy-url"));
        } catch (IllegalArgumentException e) {
            throw cluster.refused("cannot be used: " + e.getMessage());
        }
    }

    private static void refuseWhatRuns(KubeconfigNode user) throws ConnectionException {
        for (String program : List.of("exec", "auth-provider")) {
            if (user.has(program)) {
                throw user.refused("uses " + program + ", which runs a program and is refused; make a token instead, "
                        + "for example with: kubectl create token SERVICE_ACCOUNT -n NAMESPACE --duration 2h");
            }
        }
        for (String field : IMPERSONATION) {
            if (user.has(field)) {
                throw user.refused("impersonates somebody (" + field + "), which is not supported; use credentials of that account itself");
            }
        }
    }

    private Credentials credentials(KubeconfigNode user) throws ConnectionException {
        try {
            return sent(user);
        } catch (IllegalArgumentException e) {
            throw user.refused("cannot be used: " + e.getMessage());
        }
    }

    /** @throws IllegalArgumentException when something of them is missing */
    private Credentials sent(KubeconfigNode user) throws ConnectionException {
        if (!user.text("token").isEmpty()) {
            return new Credentials.Token(user.text("token"));
        }
        if (user.has("tokenFile")) {
            Path file = file(user, "tokenFile");
            text(user, "tokenFile", file);
            return new Credentials.TokenFile(file);
        }
        String certificate = pem(user, "client-certificate");
        String key = pem(user, "client-key");
        if (certificate != null || key != null) {
            return new Credentials.Certificate(certificate, key);
        }
        if (user.has("username") || user.has("password")) {
            return new Credentials.Password(user.text("username"), user.text("password"));
        }
        return new Credentials.None();
    }

    /** PEM from {@code field-data}, or from the file in {@code field} where files may be read; null when there is neither. */
    private String pem(KubeconfigNode node, String field) throws ConnectionException {
        String data = node.text(field + "-data");
        if (!data.isEmpty()) {
            try {
                return new String(Base64.getDecoder().decode(data.replaceAll("\\s", "")), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw node.refused("has a " + field + "-data that is not base64");
            }
        }
        if (!node.has(field)) {
            return null;
        }
        return text(node, field, file(node, field));
    }

    private static String text(KubeconfigNode node, String field, Path file) throws ConnectionException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw node.refused("names a " + field + " that cannot be read: " + file + ": " + FileFault.words(e));
        }
    }

    private Path file(KubeconfigNode node, String field) throws ConnectionException {
        if (folder == null) {
            String instead = field.equals("tokenFile") ? "token" : field + "-data";
            throw node.refused("refers to a file (" + field + "), which is refused; put its content into " + instead
                    + ", for example with: kubectl config view --flatten --minify");
        }
        try {
            return folder.resolve(node.text(field));
        } catch (InvalidPathException e) {
            throw node.refused("names a " + field + " that is no path");
        }
    }
}
