package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Patience;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what a caller decides about single findings: another class, or another probation. */
public final class Overrides {
    /** Without those of audits and of endings, which no other finding can become. */
    private static final Set<FindingClass> CLASSES =
            EnumSet.of(FindingClass.INFO, FindingClass.TRANSIENT, FindingClass.CONDITIONAL, FindingClass.PERMANENT);

    private static final Pattern ATTEMPTS = Pattern.compile("(\\d{1,4})/(.+)");
    private static final String NEVER = "never";

    private Overrides() {}

    /**
     * Reads {@code CODE=class}, such as {@code PULL_DNS=transient}.
     *
     * @param parameter the name of the parameter, for the error
     * @throws IllegalArgumentException naming parameter and value
     */
    public static Policy withClass(Policy policy, String parameter, String entry) {
        String[] parts = split(parameter, entry, "PULL_DNS=transient");
        FindingCode code = code(parameter, parts[0]);
        FindingClass value = CLASSES.stream()
                .filter(c -> c.name().equalsIgnoreCase(parts[1]))
                .findFirst()
                .orElseThrow(() -> refused(parameter, parts[1], "is none of " + names()));
        return policy.withClass(code, value);
    }

    /**
     * Reads {@code CODE=probation}: {@code PULL_NOT_FOUND=5/2m} for five failed attempts, the first of them two minutes ago; {@code
     * DS_NOT_OBSERVED=2m} for a state that has lasted two minutes; {@code PULL_DNS=never} for one that only the budget ends.
     *
     * @param parameter the name of the parameter, for the error
     * @throws IllegalArgumentException naming parameter and value
     */
    public static Policy withProbation(Policy policy, String parameter, String entry) {
        String[] parts = split(parameter, entry, "PULL_NOT_FOUND=5/2m");
        FindingCode code = code(parameter, parts[0]);
        Duration shown = Patience.defaultOf(code).showAfter();
        if (parts[1].equalsIgnoreCase(NEVER)) {
            return policy.withPatience(code, new Patience(shown, 1, null));
        }
        Matcher attempts = ATTEMPTS.matcher(parts[1]);
        boolean counted = attempts.matches();
        int sightings = counted ? Integer.parseInt(attempts.group(1)) : 1;
        if (sightings == 0) {
            throw refused(parameter, parts[1], "must ask for at least one attempt");
        }
        Duration span = Durations.parse(parameter, counted ? attempts.group(2) : parts[1]);
        return policy.withPatience(code, new Patience(shown, sightings, span));
    }

    private static String[] split(String parameter, String entry, String example) {
        String[] parts = entry.split("=", 2);
        if (parts.length != 2 || parts[1].isBlank()) {
            throw refused(parameter, entry, "is not of the form " + example);
        }
        return new String[] {parts[0].trim(), parts[1].trim()};
    }

    private static FindingCode code(String parameter, String name) {
        return Arrays.stream(FindingCode.values())
                .filter(c -> c.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> refused(parameter, name, "is no finding; they are listed in docs/FINDINGS.md"));
    }

    /** The message is one line, whatever was given. */
    private static IllegalArgumentException refused(String parameter, String value, String why) {
        return new IllegalArgumentException(parameter + ": '" + Redaction.of(value) + "' " + why);
    }

    private static String names() {
        return CLASSES.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
    }
}
