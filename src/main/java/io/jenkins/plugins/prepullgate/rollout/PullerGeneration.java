package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import java.util.Locale;
import java.util.Optional;

/**
 * Which prepuller a DaemonSet is. z2jh's objects by chart generation: names were dynamic until 0.7-dev, fixed until 0.11, and carry a prefix
 * since 1.0 ({@code fullnameOverride}); the {@code component} label is the only thing that all of them share, so it decides. Source: z2jh
 * {@code jupyterhub/templates/_helpers-names.tpl} and {@code image-puller/}, tags v0.6 to 4.4.0.
 */
public enum PullerGeneration {
    /** z2jh 0.6: made by the Job's program, which waits for every node that is not cordoned. */
    V0_6("z2jh 0.6", PullerQuery.Kind.HOOK, NodeRule.SCHEDULABLE_NODES),
    /** z2jh 0.7 and later: helm's hook. */
    HOOK("z2jh 0.7 or later", PullerQuery.Kind.HOOK, NodeRule.DAEMONSET),
    /** The puller that stays. */
    CONTINUOUS("z2jh's continuous puller", PullerQuery.Kind.CONTINUOUS, NodeRule.DAEMONSET),
    /** Our own, made by {@code prepullImages}. */
    OWN("our own", PullerQuery.Kind.HOOK, NodeRule.DAEMONSET);

    /** The label with which our own pullers say what they are. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    public static final String OURSELVES = "prepull-gate";

    private static final String COMPONENT = "component";

    private final String words;
    private final PullerQuery.Kind kind;
    private final NodeRule rule;

    PullerGeneration(String words, PullerQuery.Kind kind, NodeRule rule) {
        this.words = words;
        this.kind = kind;
        this.rule = rule;
    }

    public String words() {
        return words;
    }

    /** The nodes that this generation's own waiter waits for. */
    public NodeRule rule() {
        return rule;
    }

    /** What the DaemonSet is; empty when nothing marks it as a prepuller. */
    public static Optional<PullerGeneration> of(DaemonSetFacts set) {
        if (OURSELVES.equals(set.labels().get(MANAGED_BY))) {
            return Optional.of(OWN);
        }
        String component = set.labels().getOrDefault(COMPONENT, set.matchLabels().getOrDefault(COMPONENT, ""));
        String name = set.name().toLowerCase(Locale.ROOT);
        return switch (component) {
            case "hook-image-puller" -> Optional.of(HOOK);
            case "continuous-image-puller" -> Optional.of(CONTINUOUS);
            case "image-puller" -> Optional.of(
                    name.startsWith("continuous-image-puller") ? CONTINUOUS : name.startsWith("pre-pull-") ? V0_6 : HOOK);
            default -> Optional.empty();
        };
    }

    /** Whether the DaemonSet answers to the query. Asked for by name it need not be recognised; our own are found by name alone. */
    public static boolean answers(DaemonSetFacts set, PullerQuery query) {
        if (!set.namespace().equals(query.namespace())) {
            return false;
        }
        if (!query.name().isEmpty()) {
            return set.name().equals(query.name());
        }
        return of(set).filter(g -> g != OWN && g.kind == query.kind()).isPresent() && releaseMatches(set, query);
    }

    private static boolean releaseMatches(DaemonSetFacts set, PullerQuery query) {
        return query.release().isEmpty()
                || query.release().equals(set.labels().get("release"))
                || query.release().equals(set.labels().get("app.kubernetes.io/instance"));
    }

    /** Whether a Job is the awaiter of some generation: by label, or, in 0.6, by its name alone, since it has no labels. */
    public static boolean isAwaiter(String name, String component) {
        return name.startsWith("pre-puller-")
                || name.contains("hook-image-awaiter")
                || ("image-puller".equals(component) && name.contains("awaiter"));
    }

    /** Whether the Job is the program of z2jh 0.6. */
    public static boolean isProgramOfV06(JobFacts job) {
        return job.name().startsWith("pre-puller-");
    }
}
