package io.jenkins.plugins.prepullgate.standalone.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What the play says between the lines of the gate. */
final class Narration {
    private Narration() {}

    static void opening(Consumer<String> out) {
        say(out,
                "Berkeley's DataHub, 2018-01-26, played on two small API servers in this process. The lines that begin with [prepull] are",
                "the gate's own.",
                "",
                "The prepuller of that day (z2jh 0.6) waits for every node that is not cordoned. It does not look at taints.");
    }

    static void staging(Consumer<String> out) {
        scene(out, 1, "staging: the master is tainted, and somebody has cordoned it",
                "$ helm upgrade jhub …                       (chart 0.6; helm prints nothing while the prepuller works)",
                "$ prepull-gate wait -n jhub");
    }

    static void audit(Consumer<String> out) {
        scene(out, 2, "before production: is it like staging?", "$ prepull-gate audit --context production --reference-context staging");
    }

    static void production(Consumer<String> out) {
        scene(out, 3, "production all the same: the master is tainted, but not cordoned", "$ helm upgrade jhub …", "$ prepull-gate wait -n jhub");
    }

    /** These outputs were recorded with chart v0.6.0-a3007b2 and helm 3.20.2 on such a cluster. */
    static void helm(Consumer<String> out, Duration gate) {
        say(out,
                "",
                "  The gate took " + tenths(gate) + ". What there was to see without it, until helm's timeout, 5 minutes by default:",
                "",
                "    $ kubectl -n jhub get daemonset                      DESIRED 2   READY 2        all is well, it seems",
                "    $ kubectl -n jhub logs job/pre-puller-…              1 of 2 images pulled in node k8s-master-0        every 2 seconds",
                "    $ helm upgrade jhub …                                Error: UPGRADE FAILED: pre-upgrade hooks failed: 1 error occurred:",
                "                                                             * timed out waiting for the condition");
    }

    static void cordoned(Consumer<String> out) {
        scene(out, 4, "the master is cordoned, and the deploy is tried again",
                "$ kubectl cordon k8s-master-0", "$ helm upgrade jhub …", "$ prepull-gate wait -n jhub");
    }

    static void uncordoned(Consumer<String> out) {
        say(out, "", "  … somebody, or something, uncordons it again. In 2018 that cost a second timeout.", "");
    }

    static void closing(Consumer<String> out) {
        say(out,
                "",
                "That is the incident. A check before the deploy would have caught the difference from staging, but not the uncordon: so the gate",
                "looks as long as the wait lasts. On a cluster of your own: prepull-gate wait --help, prepull-gate audit --help");
    }

    private static String tenths(Duration duration) {
        long tenths = duration.toMillis() / 100;
        return tenths == 0 ? "less than 0.1 s" : tenths / 10 + "." + tenths % 10 + " s";
    }

    private static void scene(Consumer<String> out, int number, String title, String... commands) {
        say(out, "", "── " + number + ". " + title + " " + "─".repeat(Math.max(3, 100 - title.length())), "");
        List.of(commands).forEach(command -> out.accept("  " + command));
        out.accept("");
    }

    private static void say(Consumer<String> out, String... lines) {
        List.of(lines).forEach(out);
    }
}
