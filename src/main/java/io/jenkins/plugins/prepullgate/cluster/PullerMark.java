package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What marks our own pullers: a name that follows from the owner, so that one owner never makes two; labels of no chart, so that no chart's selector
 * matches them; and annotations that say who made them and until when they may stay.
 *
 * @param namespace never null
 * @param owner never null
 * @param expires the time, to the second, from which on anybody may remove the puller
 * @param keep whether it is to stay until somebody removes it by hand
 */
public record PullerMark(String namespace, PullerOwner owner, Instant expires, boolean keep) {
    static final String OWNER = "prepull-gate/owner";
    static final String OWNER_ID = "prepull-gate/owner-id";
    static final String PROCESS = "prepull-gate/process";
    static final String EXPIRES = "prepull-gate/expires";
    static final String KEEP = "prepull-gate/keep";
    /** The label by which a DaemonSet selects its pods. */
    static final String PULLER = "prepull-gate/puller";

    private static final int WORDS = 30;
    private static final int DIGITS = 10;

    public PullerMark {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(owner, "owner");
        expires = expires.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The DaemonSet's name, short enough to be the value of a label and the beginning of the pods' names. */
    public String name() {
        String words = owner.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String start = words.substring(0, Math.min(words.length(), WORDS)).replaceAll("-$", "");
        return "prepull-" + (start.isEmpty() ? "" : start + "-") + digest(owner.id()).substring(0, DIGITS);
    }

    /** The object as messages name it. */
    public String ref() {
        return "DaemonSet " + namespace + "/" + name();
    }

    /** The query by which a wait finds this puller. */
    public PullerQuery query() {
        return new PullerQuery(namespace, name(), "", PullerQuery.Kind.HOOK);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The metadata, beside labels and annotations that shall be kept. */
    ObjectMeta of(Map<String, String> moreLabels, Map<String, String> moreAnnotations) {
        Map<String, String> annotations = new HashMap<>(moreAnnotations);
        annotations.put(OWNER, owner.words());
        annotations.put(OWNER_ID, owner.id());
        if (!owner.process().isEmpty()) {
            annotations.put(PROCESS, owner.process());
        }
        annotations.put(EXPIRES, expires.toString());
        if (keep) {
            annotations.put(KEEP, "true");
        }
        return new ObjectMetaBuilder()
                .withName(name())
                .withNamespace(namespace)
                .withLabels(labels(moreLabels))
                .withAnnotations(annotations)
                .build();
    }

    /** The labels of the DaemonSet, and of its pods. */
    Map<String, String> labels(Map<String, String> more) {
        Map<String, String> labels = new HashMap<>(more);
        labels.putAll(selector());
        labels.put("app.kubernetes.io/component", "image-puller");
        labels.put(PullerGeneration.MANAGED_BY, PullerGeneration.OURSELVES);
        return labels;
    }

    Map<String, String> selector() {
        return Map.of(PULLER, name());
    }
}
