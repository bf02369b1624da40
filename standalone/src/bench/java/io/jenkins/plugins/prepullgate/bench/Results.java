package io.jenkins.plugins.prepullgate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Writes the runs as JSON, as a table that puts ratios first, and as a plot. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final String HEAD =
            "| nodes | tool | runs | last pod ready to exit, median (range) | against prepull-gate | API requests | received | CPU | memory |\n"
            + "|---|---|---|---|---|---|---|---|---|\n";

    private final Path folder;

    Results(Path folder) {
        this.folder = folder;
    }

    void write(List<Run> runs) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("date", LocalDate.now().toString());
        all.put("machine", machine());
        all.put("runs", runs);
        JSON.writeValue(folder.resolve("results.json").toFile(), all);
        Files.writeString(folder.resolve("table.md"), completing(runs) + "\n" + done(runs) + "\n" + dooms(runs));
        Files.writeString(folder.resolve("plot.svg"), new Plot(runs).svg());
    }

    private static String machine() {
        long memory = Runtime.getRuntime().maxMemory() >> 20;
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors, control plane on the same machine, "
                + memory + " MB for the bench's JVM";
    }

    private static String completing(List<Run> runs) {
        StringBuilder table = new StringBuilder(HEAD);
        for (int nodes : new TreeSet<>(runs.stream().filter(r -> r.behindMillis() != null).map(Run::nodes).toList())) {
            double own = median(of(runs, nodes, Tool.PREPULL_GATE), Run::behindMillis);
            for (Tool tool : Tool.values()) {
                List<Run> some = of(runs, nodes, tool);
                if (!some.isEmpty()) {
                    table.append(row(nodes, tool, some, Run::behindMillis, own));
                }
            }
        }
        return table.toString();
    }

    private static String done(List<Run> all) {
        StringBuilder table = new StringBuilder(HEAD.replace("last pod ready to exit", "done already: start to exit"));
        List<Run> runs = all.stream().filter(r -> r.workload().equals(Workload.DONE.id())).toList();
        for (int nodes : new TreeSet<>(runs.stream().map(Run::nodes).toList())) {
            double own = median(runs.stream().filter(r -> r.nodes() == nodes && r.tool().equals(Tool.PREPULL_GATE.id())).toList(), Run::seconds);
            for (Tool tool : Tool.values()) {
                List<Run> some = runs.stream().filter(r -> r.nodes() == nodes && r.tool().equals(tool.id())).toList();
                if (!some.isEmpty()) {
                    table.append(row(nodes, tool, some, r -> r.seconds() * 1000, own * 1000));
                }
            }
        }
        return table.toString();
    }

    private static String row(int nodes, Tool tool, List<Run> some, ToDoubleFunction<Run> millis, double own) {
        double middle = median(some, millis);
        return String.format(Locale.ROOT,
                "| %d | %s | %d | %.0f ms (%.0f–%.0f) | %s | %.0f | %.1f MB | %.1f s | %.0f MB |%n",
                nodes, tool.words(), some.size(), middle, some.stream().mapToDouble(millis).min().orElse(0), some.stream().mapToDouble(millis).max().orElse(0),
                tool == Tool.PREPULL_GATE || own <= 0 ? "1" : String.format(Locale.ROOT, "%.2f", middle / own), median(some, Run::requests),
                median(some, r -> r.bytes() / 1e6), median(some, Run::cpuSeconds), median(some, Run::peakMegabytes));
    }

    private static String dooms(List<Run> runs) {
        StringBuilder table = new StringBuilder("| what happens | " + String.join(" | ", Arrays.stream(Tool.values()).map(Tool::words).toList()) + " |\n|---|"
                + "---|".repeat(Tool.values().length) + "\n");
        for (Workload workload : Workload.values()) {
            if (workload.atOnce() && runs.stream().anyMatch(r -> r.workload().equals(workload.id()))) {
                table.append("| ").append(workload.words()).append(" |");
                for (Tool tool : Tool.values()) {
                    Optional<Run> run = runs.stream().filter(r -> r.workload().equals(workload.id()) && r.tool().equals(tool.id())).findFirst();
                    table.append(' ').append(run.map(Results::words).orElse("–")).append(" |");
                }
                table.append('\n');
            }
        }
        return table.toString();
    }

    private static String words(Run run) {
        boolean right = run.status() == 0 == run.workload().equals(Workload.RECOVERS.id());
        String outcome = run.status() == 0 ? "passes" : "fails";
        return String.format(Locale.ROOT, "%s after %.1f s", right ? outcome : "**" + outcome + ", wrongly,**", run.seconds());
    }

    private static List<Run> of(List<Run> runs, int nodes, Tool tool) {
        return runs.stream().filter(r -> r.behindMillis() != null && r.nodes() == nodes && r.tool().equals(tool.id())).toList();
    }

    static double median(List<Run> runs, ToDoubleFunction<Run> what) {
        double[] sorted = runs.stream().mapToDouble(what).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
