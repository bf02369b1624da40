package io.jenkins.plugins.prepullgate.bench;

import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many waits in one JVM: what they take of threads and memory, and how long the last of them hears of an end after the first. */
@Command(name = "testbed/bench waits", description = "Measures many waits at once in one JVM.", mixinStandardHelpOptions = true)
public final class ManyWaits implements Callable<Integer> {
    private static final Duration BUDGET = Duration.ofMinutes(30);
    /** Seconds after which threads that have nothing to do are gone. */
    private static final int IDLE = 5;

    private static final double MEBI = 1 << 20;
    private static final double MILLION = 1e6;

    @Option(names = "--waits", paramLabel = "N", defaultValue = "1000", description = "dealt out to the rollouts (default: ${DEFAULT-VALUE})")
    private int waits;

    @Option(names = "--rollouts", paramLabel = "N", defaultValue = "1", description = "pullers (default: ${DEFAULT-VALUE})")
    private int rollouts;

    @Option(names = "--namespaces", paramLabel = "N", description = "over which they are spread (default: each in one of its own)")
    private Integer namespaces;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "5000", description = "of the cluster (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(names = "--pods", paramLabel = "N", description = "nodes that each puller runs on (default: all)")
    private Integer pods;

    @Option(names = "--hold", paramLabel = "SECONDS", defaultValue = "0",
            description = "stay so long before the rollouts end, for a look with jmap or jstack (default: ${DEFAULT-VALUE})")
    private int hold;

    private ManyWaits() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new ManyWaits()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        CrowdShape shape = new CrowdShape(nodes, pods == null ? nodes : pods, rollouts, namespaces == null ? rollouts : namespaces);
        try (CrowdProcess cluster = new CrowdProcess(shape)) {
            measure(shape, cluster);
        }
        return CommandLine.ExitCode.OK;
    }

    private void measure(CrowdShape shape, CrowdProcess cluster) throws Exception {
        System.out.printf("%d waits on %d rollouts in %d namespaces, %d nodes, %d pods each; Java %s%n",
                waits, rollouts, shape.namespaces(), nodes, shape.pods(), Runtime.version().feature());
        int threadsBefore = threads();
        long heapBefore = heap();
        try (ClusterWatches watches = new ClusterWatches(InstantSource.system());
                Gate gate = new Gate(InstantSource.system())) {
            List<Wait> all = new ArrayList<>();
            List<RolloutSource> sources = new ArrayList<>();
            begin(all, sources, 1, watches, gate, cluster, shape);
            await(all, sources, shape);
            long heapOfOne = heap();
            begin(all, sources, waits, watches, gate, cluster, shape);
            await(all, sources, shape);
            TimeUnit.SECONDS.sleep(Math.max(IDLE, hold));
            int threads = threads() - threadsBefore;
            long heap = heap();
            System.out.printf("  %d threads and %.1f MiB of heap more; the first wait took %.1f MiB of it, each of the others %.1f KiB%n",
                    threads, (heap - heapBefore) / MEBI, (heapOfOne - heapBefore) / MEBI, (heap - heapOfOne) / 1024.0 / Math.max(1, waits - 1));
            end(all, cluster);
        }
    }

    private void begin(List<Wait> all, List<RolloutSource> sources, int upTo, ClusterWatches watches, Gate gate, CrowdProcess cluster, CrowdShape shape) {
        for (int i = all.size(); i < upTo; i++) {
            int rollout = i % rollouts;
            PullerQuery query = new PullerQuery(shape.namespace(rollout), CrowdShape.puller(rollout), "", PullerQuery.Kind.HOOK);
            WaitSpec spec = new WaitSpec(Policy.DEFAULT, Instant.now(), BUDGET, WaitSpec.DEFAULT_HEARTBEAT);
            sources.add(watches.open(cluster.target(), query));
            all.add(gate.start(sources.get(i), spec, WaitListener.NONE));
        }
    }

    /** All see that all pods but one are ready, and nothing is still being read. */
    private static void await(List<Wait> all, List<RolloutSource> sources, CrowdShape shape) {
        long begun = System.nanoTime();
        long cpuBefore = cpu();
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> all.stream().allMatch(w -> w.latest() != null && w.latest().tally().ready() == shape.pods() - 1)
                && sources.stream().allMatch(source -> source.view().sources().values().stream().allMatch(SourceState::live)));
        System.out.printf("  %d of them see the rollout after %.0f ms and %.0f ms of processor time%n",
                all.size(), (System.nanoTime() - begun) / MILLION, (cpu() - cpuBefore) / MILLION);
    }

    private void end(List<Wait> all, CrowdProcess cluster) throws Exception {
        List<CompletableFuture<Long>> ends =
                all.stream().map(wait -> wait.result().thenApply(result -> result.success() ? System.nanoTime() : -1)).toList();
        long cpuBefore = cpu();
        long[] done = ended(cluster);
        CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0])).get(5, TimeUnit.MINUTES);
        long cpu = cpu() - cpuBefore;
        if (ends.stream().anyMatch(end -> end.join() < 0)) {
            throw new IllegalStateException("a rollout that went well was not seen as such");
        }
        double[] behind = new double[waits];
        for (int i = 0; i < waits; i++) {
            behind[i] = (ends.get(i).get() - done[i % rollouts]) / MILLION;
        }
        Arrays.sort(behind);
        System.out.printf("  from the end of a rollout to the end of its waits: median %.0f ms, 99 %% %.0f ms, last %.0f ms; %.0f ms of processor time%n",
                behind[waits / 2], behind[waits * 99 / 100], behind[waits - 1], cpu / MILLION);
    }

    private long[] ended(CrowdProcess cluster) throws IOException {
        long[] done = new long[rollouts];
        for (int i = 0; i < rollouts; i++) {
            done[i] = cluster.end(i);
        }
        return done;
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** After collections that leave only what is held. */
    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
