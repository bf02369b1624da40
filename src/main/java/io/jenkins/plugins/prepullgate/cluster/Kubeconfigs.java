package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Kubeconfigs, read as data. A kubeconfig can name programs to run ({@code exec}, {@code auth-provider}) and files to read; whoever may write
 * one could have them run and read wherever this process is. So programs are never run, and files are read only for {@link #read}, whose
 * caller could read them anyway.
 */
public final class Kubeconfigs {
    private static final int LIMIT = 1 << 20;
    private static final int NAMED = 10;
    private static final String MAKE = "; make a whole one, for example with: kubectl config view --flatten --minify";

    private Kubeconfigs() {}

    /**
     * What a kubeconfig from a credential, a workspace or a Jenkinsfile says.
     *
     * @param yaml the kubeconfig
     * @param context which context; null or empty for its current one
     * @throws ConnectionException in one line without secrets, when it is malformed, lacks the context, or refers to programs or files
     */
    public static ClusterTarget parse(String yaml, String context) throws ConnectionException {
        return target(node(yaml, "the kubeconfig"), context, null);
    }

    /**
     * What several kubeconfigs say together, as kubectl merges them: of contexts, clusters and users of the same name the first counts, and so does
     * the first current-context.
     *
     * @param yamls the kubeconfigs; at least one
     * @param what what messages call them
     * @throws ConnectionException as {@link #parse(String, String)}
     */
    public static ClusterTarget parse(List<String> yamls, String context, String what) throws ConnectionException {
        List<KubeconfigNode> nodes = new ArrayList<>();
        for (String yaml : yamls) {
            nodes.add(node(yaml, what));
        }
        return target(KubeconfigNode.merged(what, nodes), context, null);
    }

    /**
     * What a kubeconfig in a file of the caller's own says. Files that it names are read, relative to its folder.
     *
     * @param context which context; null or empty for its current one
     * @throws ConnectionException as {@link #parse}, or when a file cannot be read
     */
    public static ClusterTarget read(Path file, String context) throws ConnectionException {
        String yaml;
        try {
            if (Files.size(file) > LIMIT) {
                throw new ConnectionException(Kind.CONFIGURATION, "kubeconfig " + file + " is larger than " + LIMIT + " bytes");
            }
            yaml = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConnectionException(Kind.CONFIGURATION, "kubeconfig " + file + " does not exist", e);
        } catch (IOException e) {
            throw new ConnectionException(Kind.CONFIGURATION, "kubeconfig " + file + " cannot be read: " + FileFault.words(e), e);
        }
        Path folder = file.toAbsolutePath().getParent();
        return target(node(yaml, "kubeconfig " + file), context, folder);
    }

    private static KubeconfigNode node(String yaml, String what) throws ConnectionException {
        if (yaml == null || yaml.isBlank()) {
            throw new ConnectionException(Kind.CONFIGURATION, what + " is empty" + MAKE);
        }
        if (yaml.length() > LIMIT) {
            throw new ConnectionException(Kind.CONFIGURATION, what + " is larger than " + LIMIT + " characters");
        }
        return new KubeconfigNode(what, load(yaml, what));
    }

    private static ClusterTarget target(KubeconfigNode root, String context, Path folder) throws ConnectionException {
        if (root.names("contexts").isEmpty()) {
            throw root.refused("has no contexts" + MAKE);
        }
        String name = context == null || context.isBlank() ? root.text("current-context") : context.trim();
        if (name.isEmpty()) {
            throw root.refused("has no current-context; name one of its contexts: " + names(root));
        }
        KubeconfigNode chosen = root.entry("contexts", name, "context")
                .orElseThrow(() -> root.refused("has no context '" + name + "'; it has " + names(root)));
        if (chosen.text("cluster").isEmpty()) {
            throw chosen.refused("names no cluster" + MAKE);
        }
        KubeconfigNode cluster = named(root, "cluster", chosen, name);
        KubeconfigNode user = chosen.text("user").isEmpty() ? new KubeconfigNode(root.what(), Map.of()) : named(root, "user", chosen, name);
        return new KubeconfigReader(folder).target(name, chosen.text("namespace"), cluster, user);
    }

    /** The cluster or user that the context names. */
    private static KubeconfigNode named(KubeconfigNode root, String key, KubeconfigNode context, String contextName) throws ConnectionException {
        String name = context.text(key);
        return root.entry(key + "s", name, key)
                .orElseThrow(() -> root.refused("has no " + key + " '" + name + "', which context '" + contextName + "' names" + MAKE));
    }

    private static Object load(String yaml, String what) throws ConnectionException {
        try {
            List<Object> documents = ForeignYaml.documents(yaml, false);
            if (documents.size() > 1) {
                throw new ConnectionException(Kind.CONFIGURATION, what + " has " + documents.size() + " YAML documents; a kubeconfig is one");
            }
            return documents.isEmpty() ? null : documents.get(0);
        } catch (YamlRefusedException e) {
            // What the library says of it may quote a token, and so may the cause.
            throw new ConnectionException(Kind.CONFIGURATION, what + " " + e.getMessage());
        }
    }

    private static String names(KubeconfigNode root) {
        List<String> names = root.names("contexts");
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return names.stream().limit(NAMED).collect(Collectors.joining(", ")) + more;
    }
}
