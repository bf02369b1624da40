package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.nodes.ImageReference;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a puller that is made from a list of images looks like. It must use exactly the pull secrets and the service account that the user pods will
 * use, and none where they use none: since Kubernetes 1.35 user pods are refused an image that was pulled with other credentials.
 *
 * @param helperImage an image with a statically linked busybox as {@code /bin/busybox}
 * @param tolerations in addition to those of z2jh's user pods, which it always has
 * @param nodeSelector empty for all nodes
 * @param pullSecrets names
 * @param serviceAccount empty for the namespace's default
 * @param priorityClass empty for the cluster's default
 * @param requests of each container, such as {@code cpu} to {@code 10m}
 * @param limits likewise
 */
public record PullerOptions(
        String helperImage,
        List<Toleration> tolerations,
        Map<String, String> nodeSelector,
        List<String> pullSecrets,
        String serviceAccount,
        String priorityClass,
        Map<String, String> requests,
        Map<String, String> limits) {
    public static final String DEFAULT_HELPER = "busybox:1.37.0-musl";
    public static final String DEFAULT_REQUESTS = "cpu=10m,memory=16Mi";
    public static final String DEFAULT_LIMITS = "cpu=100m,memory=64Mi";
    public static final PullerOptions DEFAULT = new PullerOptions(
            DEFAULT_HELPER,
            List.of(),
            Map.of(),
            List.of(),
            "",
            "",
            resources("requests", DEFAULT_REQUESTS),
            resources("limits", DEFAULT_LIMITS));

    /** What the user pods of z2jh tolerate ({@code scheduling.userPods.tolerations}). */
    static final List<Toleration> OF_USER_PODS = List.of(
            new Toleration("hub.jupyter.org/dedicated", "Equal", "user", "NoSchedule"),
            new Toleration("hub.jupyter.org_dedicated", "Equal", "user", "NoSchedule"));

    private static final Pattern LABEL_KEY = Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?");

    public PullerOptions {
        tolerations = List.copyOf(tolerations);
        nodeSelector = new TreeMap<>(nodeSelector);
        pullSecrets = List.copyOf(pullSecrets);
        requests = new TreeMap<>(requests);
        limits = new TreeMap<>(limits);
    }

    /** All tolerations: those of user pods, then the others. */
    List<Toleration> allTolerations() {
        List<Toleration> all = new ArrayList<>(OF_USER_PODS);
        tolerations.stream().filter(t -> !all.contains(t)).forEach(all::add);
        return all;
    }

    // From here on: reading what people write. Each complaint names the parameter and the value.

    /**
     * An image.
     *
     * @throws IllegalArgumentException naming the parameter, when it is no reference
     */
    public static String image(String parameter, String text) {
        try {
            ImageReference.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(parameter + ": " + e.getMessage(), e);
        }
    }

    /**
     * Images, each once, in their order.
     *
     * @throws IllegalArgumentException naming the parameter, when there are none or one is no reference
     */
    public static List<String> images(String parameter, List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(parameter + ": there is no image in it");
        }
        return texts.stream().map(text -> image(parameter, text)).distinct().toList();
    }

    /** @throws IllegalArgumentException naming the parameter, when one is malformed */
    public static List<Toleration> tolerations(String parameter, List<String> texts) {
        List<Toleration> read = new ArrayList<>();
        for (String text : texts) {
            try {
                read.add(Toleration.parse(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(parameter + ": " + e.getMessage(), e);
            }
        }
        return read;
    }

    /**
     * Labels like {@code pool=user}.
     *
     * @throws IllegalArgumentException naming the parameter, when one is malformed
     */
    public static Map<String, String> labels(String parameter, List<String> texts) {
        Map<String, String> read = new LinkedHashMap<>();
        for (String text : texts) {
            String[] pair = text.split("=", 2);
            if (pair.length != 2 || !LABEL_KEY.matcher(pair[0]).matches() || !LABEL_VALUE.matcher(pair[1]).matches()) {
                throw new IllegalArgumentException(parameter + ": '" + text + "' is no label, such as hub.jupyter.org/node-purpose=user");
            }
            putOnce(read, parameter, pair);
        }
        return read;
    }

    /** Of two values that contradict each other, neither is taken. */
    private static void putOnce(Map<String, String> to, String parameter, String[] pair) {
        String before = to.put(pair[0], pair[1]);
        if (before != null && !before.equals(pair[1])) {
            throw new IllegalArgumentException(parameter + ": '" + pair[0] + "' cannot be both '" + before + "' and '" + pair[1] + "'");
        }
    }

    /**
     * Names of objects.
     *
     * @throws IllegalArgumentException naming the parameter, when one cannot be a name
     */
    public static List<String> names(String parameter, List<String> texts) {
        return texts.stream().map(text -> ObjectNames.checked(parameter, text)).toList();
    }

    /**
     * Like {@code cpu=10m,memory=16Mi}; empty for none.
     *
     * @throws IllegalArgumentException naming the parameter, when it is malformed
     */
    public static Map<String, String> resources(String parameter, String text) {
        Map<String, String> read = new LinkedHashMap<>();
        for (String entry : text.isBlank() ? List.<String>of() : List.of(text.split(","))) {
            String[] pair = entry.trim().split("=", 2);
            if (pair.length != 2 || !List.of("cpu", "memory", "ephemeral-storage").contains(pair[0]) || !quantity(pair[1])) {
                throw new IllegalArgumentException(parameter + ": '" + entry.trim() + "' is not like cpu=10m, memory=16Mi or ephemeral-storage=1Gi");
            }
            putOnce(read, parameter, pair);
        }
        return read;
    }

    private static boolean quantity(String text) {
        return text.matches("\\d{1,12}(\\.\\d{1,3})?(m|k|[KMGTP]i|[MGTP])?");
    }
}
