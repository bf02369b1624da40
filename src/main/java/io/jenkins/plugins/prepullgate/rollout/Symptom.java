package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * One raw observation in one view, before it is known whether it lasts.
 *
 * @param code what it is a sign of
 * @param node the node it is about; empty when it is about the rollout
 * @param image the image it is about; may be empty
 * @param headline one sentence that is the same for all nodes that show it
 * @param object the object it stands in
 * @param field where in that object
 * @param value gives what stands there: of many symptoms that say the same, few are shown as evidence
 * @param attempt marks the attempt it belongs to; a state that lasts has the same mark all the time
 * @param occurrences how many attempts the cluster itself has counted, at least 1
 * @param since when the cluster says it began; null when it does not say
 * @param latest when the last attempt failed, by the cluster's word; null when it does not say
 * @param decisive whether it leaves no hope by itself, whatever its code's class
 */
record Symptom(
        FindingCode code,
        String node,
        String image,
        String headline,
        String object,
        String field,
        Supplier<String> value,
        String attempt,
        int occurrences,
        Instant since,
        Instant latest,
        boolean decisive) {
    Symptom {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(headline, "headline");
    }

    /** One that its code's class judges. */
    Symptom(
            FindingCode code,
            String node,
            String image,
            String headline,
            String object,
            String field,
            String value,
            String attempt,
            int occurrences,
            Instant since) {
        this(code, node, image, headline, object, field, () -> value, attempt, occurrences, since, null, false);
    }

    /** A state of the rollout as a whole that lasts. */
    static Symptom ofRollout(FindingCode code, String headline, String object, String field, String value) {
        return new Symptom(code, "", "", headline, object, field, value, "", 1, null);
    }

    /** A state of one node that lasts. */
    static Symptom ofNode(FindingCode code, String node, String headline, String object, String field, String value) {
        return new Symptom(code, node, "", headline, object, field, value, "", 1, null);
    }

    Symptom at(Instant when) {
        return new Symptom(code, node, image, headline, object, field, value, attempt, occurrences, when, latest, decisive);
    }

    /** The same, whose last attempt failed then; null when the cluster does not say. */
    Symptom latest(Instant when) {
        return new Symptom(code, node, image, headline, object, field, value, attempt, occurrences, since, when, decisive);
    }

    /** Whether it tells of attempts one by one, and not of a state that lasts. */
    boolean ofAttempts() {
        return attempt.equals(PullDetector.FAILED) || attempt.equals(PullDetector.WAITING);
    }

    /** The same, and it decides. */
    Symptom deciding() {
        return new Symptom(code, node, image, headline, object, field, value, attempt, occurrences, since, latest, true);
    }

    /** With what it is remembered and grouped by, which is asked for again and again. */
    Sign sign() {
        return new Sign(this, key(), group());
    }

    /** Under which it is remembered. */
    private String key() {
        return code + "|" + node + "|" + image;
    }

    /** The node in a {@link #key}; empty when it is about the rollout. */
    static String nodeOf(String key) {
        int first = key.indexOf('|');
        return key.substring(first + 1, key.indexOf('|', first + 1));
    }

    /** Symptoms of the same group become one finding. */
    private String group() {
        return code + "|" + image + "|" + headline;
    }

    Evidence evidence(Sighting sighting) {
        return new Evidence(object, field, value.get(), sighting.first(), sighting.last(), sighting.count());
    }
}
