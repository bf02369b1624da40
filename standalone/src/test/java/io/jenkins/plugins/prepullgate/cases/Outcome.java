package io.jenkins.plugins.prepullgate.cases;

import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import java.util.List;
import java.util.Locale;

/**
 * One run of one case.
 *
 * @param helmRight whether helm's exit status fits what is so
 * @param awaiter the last words of z2jh's awaiter; empty where none ran
 * @param gateRight whether the gate's verdict does, and names the right cause
 * @param gateCode the stable code of the gate's failure; empty after success
 * @param gate its last line, and the one that the case asks for
 */
record Outcome(
        String name,
        String words,
        int run,
        boolean good,
        boolean helmRight,
        double helmSeconds,
        String helm,
        String awaiter,
        boolean gateRight,
        String gateCode,
        double gateSeconds,
        List<String> gate) {
    private static final String PREFIX = "[prepull] ";

    static Outcome of(Case played, int run, Played end, String awaiter) {
        WaitResult result = end.gate().end();
        List<String> lines = end.gate().lines();
        List<String> quoted = lines.stream().filter(line -> !end.quote().isEmpty() && line.contains(end.quote())).limit(1).toList();
        boolean found = end.quote().isEmpty() || !quoted.isEmpty();
        String last = lines.get(lines.size() - 1);
        return new Outcome(
                played.name(), played.words(), run, played.truth().good(), end.helm().status() == 0 == played.truth().good(),
                seconds(end.helm().took().toMillis()),
                said(end.helm()), awaiter, found && played.truth().agrees(result),
                result.code().map(Enum::name).orElse(""), seconds(result.elapsed().toMillis()),
                quoted.isEmpty() || quoted.get(0).equals(last) ? List.of(bare(last)) : List.of(bare(quoted.get(0)), bare(last)));
    }

    /** A case that could not be played is a verdict that is missing. */
    static Outcome broken(Case played, int run, Throwable why) {
        return new Outcome(played.name(), played.words(), run, played.truth().good(), false, 0, "", "", false, "", 0, List.of("not played: " + why));
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }

    private static String bare(String line) {
        return (line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : line).strip();
    }

    /** The line that tells how helm ended. */
    private static String said(Helm.Ended helm) {
        List<String> lines = helm.output().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (helm.status() == 0) {
            return lines.stream().filter(l -> l.contains("has been upgraded") || l.startsWith("STATUS:")).findFirst().orElse(lines.get(0));
        }
        List<String> errors = lines.stream().dropWhile(l -> !l.toLowerCase(Locale.ROOT).startsWith("error")).limit(2).toList();
        return String.join(" ", errors.isEmpty() ? lines : errors);
    }
}
