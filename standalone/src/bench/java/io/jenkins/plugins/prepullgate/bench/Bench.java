package io.jenkins.plugins.prepullgate.bench;

import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs every tool on every workload, and writes what it measured. */
@Command(name = "testbed/bench", description = "Measures prepull-gate beside other tools on a real control plane.", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    private static final String LAST = "last-1";

    @Option(names = "--sizes", split = ",", paramLabel = "N", defaultValue = "10,100,1000,5000",
            description = "nodes of the rollouts that complete (default: ${DEFAULT-VALUE})")
    private List<Integer> sizes;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "3",
            description = "runs of each tool at each size, while there is time (default: ${DEFAULT-VALUE})")
    private int repeat;

    @Option(names = "--within", paramLabel = "MINUTES", defaultValue = "18",
            description = "no run begins after it; each size has its share (default: ${DEFAULT-VALUE})")
    private int within;

    @Option(names = "--tools", split = ",", paramLabel = "TOOL", description = "only these (${COMPLETION-CANDIDATES})")
    private List<Tool> tools = List.of(Tool.values());

    @Option(names = "--doom-timeout", paramLabel = "SECONDS", defaultValue = "100",
            description = "budget of each tool for what does not go well; 0 leaves that out (default: ${DEFAULT-VALUE})")
    private int doomTimeout;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "where results.json, table.md and plot.svg go")
    private Path out;

    @Option(names = "--checkout", paramLabel = "DIR", required = true, hidden = true)
    private Path checkout;

    private final List<Run> runs = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(out);
        Instant begin = Instant.now();
        Duration whole = Duration.ofMinutes(within);
        if (doomTimeout > 0) {
            attempt("what never completes", () -> on(2, "recovering", this::doom));
        }
        for (int i = 0; i < sizes.size(); i++) {
            int size = sizes.get(i);
            // What an earlier size has left over is there for the later ones, which take longer.
            Duration left = whole.minus(Duration.between(begin, Instant.now()));
            Instant end = Instant.now().plus(left.dividedBy(sizes.size() - i));
            attempt(size + " nodes", () -> on(size - 1, "user", stage -> {
                completing(stage, size, end);
                done(stage, size, end);
            }));
        }
        if (!missing.isEmpty()) {
            System.err.println("[bench] not measured, as said above: " + missing.size());
        }
        return missing.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void completing(Stage stage, int size, Instant end) {
        for (int turn = 1; turn <= repeat; turn++) {
            for (Tool tool : tools) {
                if (Instant.now().isBefore(end)) {
                    attempt(tool.words() + " at " + size + " nodes", () -> add(stage.completing(tool, size, LAST)));
                } else if (turn == 1) {
                    miss(tool.words() + " at " + size + " nodes: no time was left, see --within");
                }
            }
        }
    }

    /** Once for each size, for the tools that can be started when all is done. */
    private void done(Stage stage, int size, Instant end) {
        List<Tool> able = tools.stream().filter(tool -> !tool.deploys()).toList();
        if (Instant.now().isBefore(end)) {
            attempt("what is done already, at " + size + " nodes", () -> stage.done(able, size, repeat, LAST).forEach(this::add));
        } else {
            miss("what is done already, at " + size + " nodes: no time was left, see --within");
        }
    }

    /** Something to measure; where it fails the others still count. */
    private interface Attempt {
        void run() throws Exception;
    }

    /** Afterwards all results so far are written, since what comes next may take long. */
    private void attempt(String what, Attempt attempt) {
        try {
            attempt.run();
            new Results(out).write(runs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            miss(what + ": " + e);
        }
    }

    private void miss(String what) {
        System.err.println("[bench] not measured: " + what);
        missing.add(what);
    }

    /** What is done on a cluster. */
    private interface Play {
        void on(Stage stage) throws Exception;
    }

    /**
     * A cluster for as long as the play lasts: so many nodes of the pool {@code user}, one moved by hand in the pool named, and two of another pool,
     * one bad.
     */
    private void on(int users, String handsPool, Play play) throws Exception {
        Path work = Files.createTempDirectory("prepull-gate-bench-");
        Clusters.play(cluster -> {
            Crowd.of(cluster, users, "user");
            cluster.addNode(NodeSpec.named(LAST).labelled("pool", handsPool).byHand());
            cluster.addNodes(NodeSpec.named("mixed-1").labelled("pool", "mixed"), NodeSpec.named("bad-1").labelled("pool", "mixed"));
            play.on(new Stage(cluster, checkout, work));
        });
    }

    /** All at once: tools that only wait do not disturb one another. */
    private void doom(Stage stage) throws InterruptedException, ExecutionException, IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Run>> pending = new ArrayList<>();
            for (Workload workload : Workload.values()) {
                for (Tool tool : tools) {
                    if (workload.atOnce()) {
                        pending.add(threads.submit(() -> stage.whole(tool, workload, doomTimeout, LAST)));
                    }
                }
            }
            for (Future<Run> run : pending) {
                add(run.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void add(Run run) {
        runs.add(run);
        String behind = run.behindMillis() == null ? "" : String.format(" (%.0f ms behind)", run.behindMillis());
        System.err.printf("[bench] %-16s %-20s %5d nodes: exit %d after %.1f s%s, %d requests, %.1f MB, %.1f s cpu, %.0f MB memory%n",
                run.tool(), run.workload(), run.nodes(), run.status(), run.seconds(), behind, run.requests(), run.bytes() / 1e6, run.cpuSeconds(),
                run.peakMegabytes());
    }
}
