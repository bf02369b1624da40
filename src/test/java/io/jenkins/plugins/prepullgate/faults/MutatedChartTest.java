package io.jenkins.plugins.prepullgate.faults;

import static io.jenkins.plugins.prepullgate.faults.Mutations.mutated;
import static io.jenkins.plugins.prepullgate.faults.Mutations.oneOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.Charts;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.cluster.RenderedUsers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** A rendered chart, mutated: understood, or refused in one line, and never at the price of the process. */
public class MutatedChartTest {
    private static final String VALUES = "singleuser: {image: {pullPolicy: Always, pullSecrets: [a]}, serviceAccountName: user}\n"
            + "imagePullSecret: {create: true, automaticReferenceInjection: true}\nimagePullSecrets: [{name: b}, c]\n";
    private static final String[] WRONG = {
        "7", "true", "[]", "{}", "null", "[[1]]", "{a: {b: 1}}", "1e999", "\"\\0\"", "!!binary AAAA", "2026-11-25", "\"a\\e[2J\\u202e\\nb\""
    };

    private static String hub(String values) {
        String coded = Base64.getEncoder().encodeToString(values.getBytes(StandardCharsets.UTF_8));
        return "---\napiVersion: v1\nkind: Secret\nmetadata: {name: hub}\ndata: {values.yaml: " + coded + "}\n";
    }

    private static List<String> sound() {
        List<String> charts = new ArrayList<>();
        for (String version : List.of("0.7.0", "0.11.1", "4.4.0")) {
            charts.add(Charts.z2jh(version) + hub(VALUES));
        }
        return charts;
    }

    /** Two of the same, again and again: few characters, and more objects than any memory holds. */
    private static String bomb(int levels) {
        StringBuilder bomb = new StringBuilder("b0: &b0 [x, x]\n");
        for (int i = 1; i < levels; i++) {
            bomb.append("b").append(i).append(": &b").append(i).append(" [*b").append(i - 1).append(", *b").append(i - 1).append("]\n");
        }
        return bomb.toString();
    }

    private static void take(String text) {
        try {
            RenderedChart chart = RenderedChart.parse(text, "the manifest");
            RenderedUsers.of(chart).ifPresent(users -> assertThat(users.pullSecrets()).isNotNull());
            chart.pullers().forEach(puller -> assertThat(puller.facts()).isNotNull());
            assertThat(chart.puller("").facts()).isNotNull();
        } catch (IllegalArgumentException e) {
            Mutations.assertOneLine(e.getMessage());
            assertThat(e).hasMessageStartingWith("the manifest").isExactlyInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    public void aMutatedChartIsUnderstoodOrRefusedInOneLine() {
        List<String> sound = sound();
        Mutations.each(300, (seed, random) -> {
            String chart = sound.get(random.nextInt(sound.size()));
            take(switch (random.nextInt(5)) {
                case 0 -> chart.substring(0, random.nextInt(chart.length()));
                case 1 -> otherType(chart, random);
                case 2 -> notUtf8(chart, random);
                default -> mutated(chart, random);
            });
        });
    }

    /** What stands behind a colon becomes something else. */
    private static String otherType(String chart, Random random) {
        List<String> lines = new ArrayList<>(chart.lines().toList());
        for (int i = 0; i < 3; i++) {
            int at = random.nextInt(lines.size());
            lines.set(at, lines.get(at).replaceFirst(":.*", ": " + oneOf(random, WRONG).replace("\\", "\\\\")));
        }
        return String.join("\n", lines);
    }

    /** As files and steps read it: what is no UTF-8 becomes marks. */
    private static String notUtf8(String chart, Random random) {
        byte[] bytes = chart.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    public void mutatedValuesOfTheHubNeverFailAChart() {
        String chart = Charts.newest();
        Mutations.each(200, (seed, random) -> {
            String values = random.nextInt(3) == 0 ? otherType(VALUES.replace("{", "\n ").replace("}", "\n"), random) : mutated(VALUES, random);
            RenderedUsers.of(RenderedChart.parse(chart + hub(values), "the manifest")).ifPresent(users -> assertThat(users.pullSecrets()).doesNotContainNull());
        });
    }

    @Test
    public void whatGrowsWithoutEndIsRefused() {
        List<String> places = List.of("name: %s", "labels: %s", "labels: {component: %s}", "annotations: {\"helm.sh/hook\": %s}", "ownerReferences: %s");
        Mutations.each(6, (seed, random) -> {
            String kind = oneOf(random, "DaemonSet", "Job", "ServiceAccount", "Secret");
            String endless = oneOf(random, "*b" + (20 + random.nextInt(4)), "&a [*a]", "&a [[*a]]", "&a {name: *a}", "&a {b: {c: *a}}");
            String place = String.format(places.get(random.nextInt(places.size())), endless);
            take(bomb(24) + "kind: " + kind + "\nmetadata: {" + place + "}\n");
            take(Charts.newest() + hub(bomb(24) + "singleuser: {serviceAccountName: " + endless + ", image: {pullSecrets: [" + endless + "]}}\n"));
        });
    }

    @Test
    public void depthIsRefused() {
        Mutations.each(4, (seed, random) -> {
            int depth = 2_000;
            String deep = oneOf(random, "[", "{a: ", "- ", "? ").repeat(depth);
            take("kind: DaemonSet\nmetadata:\n  " + deep + "\n");
            RenderedUsers.of(RenderedChart.parse(hub("singleuser:\n  " + deep), "the manifest"));
        });
    }
}
