package io.jenkins.plugins.prepullgate.cases;

import io.jenkins.plugins.prepullgate.bench.Clusters;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.testbed.real.RealNodes;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.AssumptionViolatedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays every measured case beside helm, and ends with 1 when the gate's verdict was false in one of them. */
@Command(name = "testbed/bench cases", description = "Plays what was measured of real clusters, beside the real helm.", mixinStandardHelpOptions = true)
public final class Cases implements Callable<Integer> {
    /** Cases mostly wait; more at once would measure this machine. */
    private static final int AT_ONCE = 6;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "of each case (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "only these cases; --list prints all names")
    private List<String> only = List.of();

    @Option(names = "--list", description = "prints the names of all cases and plays none")
    private boolean list;

    @Option(names = "--awaiter", paramLabel = "FILE", description = "z2jh's own awaiter, built by `go build` "
            + "from images/image-awaiter of its repository; without it the awaiter is played")
    private Path awaiter;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "where cases.json and cases.md go")
    private Path out;

    private final List<Outcome> outcomes = new ArrayList<>();

    private Cases() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Cases()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Case> simulated = Stream.concat(HelmCases.ALL.stream(), NodeCases.ALL.stream()).filter(this::wanted).toList();
        List<Case> real = RealCases.ALL.stream().filter(this::wanted).toList();
        if (list) {
            Stream.concat(simulated.stream(), real.stream()).forEach(c -> System.out.println(c.name() + "  " + c.words()));
            return CommandLine.ExitCode.OK;
        }
        if (simulated.isEmpty() && real.isEmpty()) {
            System.err.println("[cases] no case is called " + String.join(" or ", only) + "; --list prints all names");
            return CommandLine.ExitCode.USAGE;
        }
        if (awaiter != null) {
            System.setProperty("awaiter.program", awaiter.toAbsolutePath().toString());
        }
        play(new RealCluster(), simulated);
        try {
            play(new RealNodes("real:1@1.7,1@2.2"), real);
        } catch (AssumptionViolatedException e) {
            System.err.println("[cases] without the cases on real nodes: " + e.getMessage());
        }
        CaseTable.write(out, outcomes);
        long wrong = outcomes.stream().filter(o -> !o.gateRight()).count();
        long helm = outcomes.stream().filter(o -> !o.helmRight()).count();
        System.err.printf("[cases] %d runs: the gate was wrong in %d, helm in %d; see %s%n", outcomes.size(), wrong, helm, out.resolve("cases.md"));
        return wrong == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean wanted(Case one) {
        return only.isEmpty() || only.contains(one.name());
    }

    /** All runs of the cases on one cluster: those of simulated nodes beside each other, those that disturb others and those on real nodes one by one. */
    private void play(RealCluster cluster, List<Case> cases) throws Exception {
        if (cases.isEmpty()) {
            return;
        }
        Clusters.play(cluster, ready -> {
            ExecutorService beside = Executors.newFixedThreadPool(cluster instanceof RealNodes ? 1 : AT_ONCE);
            try (WholeGate gate = new WholeGate().open()) {
                for (int run = 1; run <= runs; run++) {
                    int number = run;
                    List<Future<Outcome>> pending = cases.stream().filter(c -> !c.alone()).map(c -> beside.submit(() -> c.played(cluster, gate, number)))
                            .toList();
                    for (Future<Outcome> outcome : pending) {
                        add(outcome.get());
                    }
                    for (Case alone : cases) {
                        if (alone.alone()) {
                            add(alone.played(cluster, gate, number));
                        }
                    }
                }
            } finally {
                beside.shutdownNow();
            }
        });
    }

    private void add(Outcome outcome) {
        outcomes.add(outcome);
        System.err.printf("[cases] %d %-24s helm %s after %.1f s, the gate %s after %.1f s: %s%n", outcome.run(), outcome.name(),
                outcome.helmRight() ? "right" : "WRONG",
                outcome.helmSeconds(), outcome.gateRight() ? "right" : "WRONG", outcome.gateSeconds(), String.join(" / ", outcome.gate()));
    }
}
