package io.jenkins.plugins.prepullgate.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
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
    private static final String HAND = "hand-1";
    private static final Duration BUDGET = Duration.ofMinutes(30);

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "1000", description = "of the cluster; each puller runs on two of them (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(names = "--rollouts", paramLabel = "N", defaultValue = "50", description = "each in a namespace of its own (default: ${DEFAULT-VALUE})")
    private int rollouts;

    @Option(names = "--waits", paramLabel = "N", defaultValue = "1000", description = "dealt out to the rollouts (default: ${DEFAULT-VALUE})")
    private int waits;

    private ManyWaits() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new ManyWaits()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Clusters.play(cluster -> {
            Crowd.of(cluster, nodes - 2, "crowd");
            cluster.addNodes(NodeSpec.named("quick-1").labelled("pool", "user"), NodeSpec.named(HAND).labelled("pool", "user").byHand());
            measure(cluster);
        });
        return CommandLine.ExitCode.OK;
    }

    private void measure(RealCluster cluster) throws Exception {
        List<String> namespaces = new ArrayList<>();
        List<Pod> held = new ArrayList<>();
        for (int i = 0; i < rollouts; i++) {
            String namespace = cluster.namespace();
            namespaces.add(namespace);
            cluster.admin().resource(Pullers.chart4(namespace, "hub").images("hub.test/user:v1").selecting("pool", "user").daemonSet()).create();
            FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
            Pod pod = kubelet.podOn(HAND);
            kubelet.pulling(pod, 0);
            kubelet.pulled(pod, 0);
            held.add(pod);
        }
        int threadsBefore = threads();
        long heapBefore = heap();
        ClusterTarget target = Kubeconfigs.read(cluster.gateKubeconfig(), null);
        try (ClusterWatches watches = new ClusterWatches(InstantSource.system());
                Gate gate = new Gate(InstantSource.system())) {
            List<CompletableFuture<Long>> ends = new ArrayList<>();
            List<Wait> all = new ArrayList<>();
            for (int i = 0; i < waits; i++) {
                WaitSpec spec = new WaitSpec(Policy.DEFAULT, Instant.now(), BUDGET, WaitSpec.DEFAULT_HEARTBEAT);
                Wait wait = gate.start(watches.open(target, PullerQuery.hook(namespaces.get(i % rollouts))), spec, WaitListener.NONE);
                all.add(wait);
                ends.add(wait.result().thenApply(WaitResult::success).thenApply(success -> success ? System.nanoTime() : -1));
            }
            Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> all.stream().allMatch(w -> w.latest() != null && w.latest().tally().ready() == 1));
            int threads = threads();
            long heap = heap();
            long[] done = new long[rollouts];
            for (int i = 0; i < rollouts; i++) {
                new FakeKubelet(cluster.admin(), namespaces.get(i)).ready(held.get(i));
                done[i] = System.nanoTime();
            }
            CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0])).get(2, TimeUnit.MINUTES);
            double[] behind = new double[waits];
            for (int i = 0; i < waits; i++) {
                behind[i] = (ends.get(i).get() - done[i % rollouts]) / 1e6;
            }
            Arrays.sort(behind);
            System.out.printf("%d waits on %d rollouts, %d nodes: %d threads more, %.1f MiB of heap more; end of a rollout to end of its waits: median %.0f ms, 99 %% %.0f ms, last %.0f ms; %d requests%n",
                    waits, rollouts, nodes, threads - threadsBefore, (heap - heapBefore) / 1048576.0, behind[waits / 2], behind[waits * 99 / 100], behind[waits - 1],
                    cluster.gateRequests().size());
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** After collections that leave only what is held. */
    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
