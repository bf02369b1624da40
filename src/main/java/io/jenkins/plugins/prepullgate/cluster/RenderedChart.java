package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A chart as helm has rendered it: the output of {@code helm template}, of {@code helm upgrade --dry-run}, of {@code helm get hooks}, or part of
 * one. Read as data, and only its prepullers are understood.
 */
public final class RenderedChart {
    /** In characters: the largest charts are some hundred thousand, and helm keeps no release of more than a mebibyte when it is packed. */
    public static final int LIMIT = 8 << 20;
    /** What {@code helm upgrade --dry-run} puts around the objects. */
    private static final Pattern PART = Pattern.compile("(HOOKS|MANIFEST):\\s*");

    private static final String NOTES = "NOTES:";
    private static final int NAMED = 10;

    /** Made once, where the library finds its parts: it takes longer than to read a chart. */
    private static final class Library {
        static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    }

    private final String what;
    private final List<Map<?, ?>> objects;
    private final List<RenderedPuller> daemonSets;

    private RenderedChart(String what, List<Map<?, ?>> objects) {
        this.what = what;
        this.objects = List.copyOf(objects);
        this.daemonSets = daemonSets(what, objects);
    }

    /**
     * Reads a rendered chart.
     *
     * @param text YAML or JSON, of one or more objects
     * @param what what errors call it, such as {@code the manifest chart.yaml}
     * @throws IllegalArgumentException in one line, when it is empty, too large, or no YAML
     */
    public static RenderedChart parse(String text, String what) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        if (text.length() > LIMIT) {
            throw new IllegalArgumentException(what + " is too large: it has more than " + LIMIT + " characters");
        }
        List<Map<?, ?>> objects = new ArrayList<>();
        for (Object document : documents(text, what)) {
            add(document, objects);
        }
        if (objects.isEmpty()) {
            throw new IllegalArgumentException(what + " has no object of Kubernetes in it");
        }
        return new RenderedChart(what, objects);
    }

    /** All prepullers in it, of whatever kind, in its order. */
    public List<RenderedPuller> pullers() {
        return daemonSets.stream().filter(RenderedPuller::recognised).toList();
    }

    /**
     * The prepuller that is meant: helm's hook where there is one, else the continuous one.
     *
     * @param name of the DaemonSet; null or empty to recognise it
     * @throws IllegalArgumentException naming the choice, when there is none or more than one
     */
    public RenderedPuller puller(String name) {
        if (name != null && !name.isEmpty()) {
            return one(daemonSets, p -> p.name().equals(name), "has no DaemonSet " + name);
        }
        List<RenderedPuller> pullers = pullers();
        boolean hook = pullers.stream().anyMatch(p -> !p.continuous());
        return one(pullers, p -> hook != p.continuous(), "has no prepuller in it");
    }

    private RenderedPuller one(List<RenderedPuller> from, Predicate<RenderedPuller> test, String none) {
        List<RenderedPuller> found = from.stream().filter(test).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(what + " has " + found.size() + " prepullers: " + names(found) + "; choose one by its name (puller)");
        }
        if (jobs().anyMatch(job -> PullerGeneration.isAwaiter(job, "") && job.startsWith("pre-puller-"))) {
            throw new IllegalArgumentException(
                    what + " is of z2jh 0.6, whose puller is made by a program and not by the chart; give its images instead");
        }
        throw new IllegalArgumentException(what + " " + none + "; "
                + (daemonSets.isEmpty()
                        ? "it has no DaemonSet at all"
                        : "its DaemonSets are " + names(daemonSets) + "; choose one by its name (puller)"));
    }

    private Stream<String> jobs() {
        return objects("Job").stream().map(job -> YamlTree.text(metadata(job).get("name")));
    }

    private static String names(List<RenderedPuller> of) {
        String names = of.stream().limit(NAMED).map(puller -> Redaction.brief(puller.name())).collect(Collectors.joining(", "));
        return of.size() > NAMED ? names + " and " + (of.size() - NAMED) + " more" : names;
    }

    /** The objects of a kind, as they stand in the YAML. */
    List<Map<?, ?>> objects(String kind) {
        return objects.stream().filter(o -> kind.equals(o.get("kind"))).toList();
    }

    private static List<RenderedPuller> daemonSets(String what, List<Map<?, ?>> objects) {
        Set<String> accountsOfHooks = objects.stream()
                .filter(o -> "ServiceAccount".equals(o.get("kind")))
                .map(RenderedChart::metadata)
                .filter(meta -> YamlTree.map(meta.get("annotations")).containsKey(RenderedPuller.HOOK))
                .map(meta -> YamlTree.text(meta.get("name")))
                .collect(Collectors.toSet());
        List<RenderedPuller> found = new ArrayList<>();
        for (Map<?, ?> object : objects) {
            if ("DaemonSet".equals(object.get("kind"))) {
                DaemonSet set = daemonSet(what, object);
                if (Meta.named(set)) {
                    found.add(new RenderedPuller(set, accountsOfHooks));
                }
            }
        }
        return List.copyOf(found);
    }

    /** An object of 0.7, of {@code extensions/v1beta1}, has the same fields as one of today. */
    private static DaemonSet daemonSet(String what, Map<?, ?> object) {
        Map<Object, Object> today = new HashMap<>(object);
        today.put("apiVersion", "apps/v1");
        try {
            return Loaders.inLibrary(() -> Library.SERIALIZATION.convertValue(today, DaemonSet.class));
        } catch (RuntimeException | ConnectionException e) {
            String name = Redaction.brief(YamlTree.text(metadata(object).get("name")));
            String why = Causes.innermost(e).lines().findFirst().orElse("");
            throw new IllegalArgumentException(what + ": DaemonSet " + name + " is malformed: " + why, e);
        }
    }

    private static List<Object> documents(String text, String what) {
        try {
            // helm takes the last of two equal keys, and so do some charts' templates.
            return ForeignYaml.documents(objectsOf(text), true);
        } catch (YamlRefusedException e) {
            throw new IllegalArgumentException(what + " " + e.getMessage() + (e.problem().isEmpty() ? "" : ": " + Redaction.of(e.problem())), e);
        }
    }

    /** The text without what {@code --dry-run} says around the objects; its lines keep their numbers. */
    private static String objectsOf(String text) {
        List<String> lines = text.lines().toList();
        boolean dryRun = lines.stream().anyMatch(line -> PART.matcher(line).matches());
        if (!dryRun) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        boolean within = false;
        for (String line : lines) {
            if (PART.matcher(line).matches()) {
                within = true;
                kept.append("---");
            } else if (line.strip().equals(NOTES) && line.startsWith(NOTES)) {
                within = false;
            } else if (within) {
                kept.append(line);
            }
            kept.append('\n');
        }
        return kept.toString();
    }

    private static void add(Object document, List<Map<?, ?>> objects) {
        if (!(document instanceof Map<?, ?> object)) {
            return;
        }
        if (object.get("kind") instanceof String kind && kind.endsWith("List") && object.get("items") instanceof List<?> items) {
            items.forEach(item -> add(item, objects));
        } else if (object.get("kind") instanceof String) {
            objects.add(object);
        }
    }

    private static Map<?, ?> metadata(Map<?, ?> object) {
        return YamlTree.map(object.get("metadata"));
    }
}
