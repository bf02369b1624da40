package io.jenkins.plugins.prepullgate.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A running cluster on which tools are run, one run after or beside the other; each has a namespace and an identity of its own. */
final class Stage {
    private static final String PULLER = "hook-image-puller";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final RealCluster cluster;
    private final Path checkout;
    private final Path work;
    private final AtomicInteger runs = new AtomicInteger();

    Stage(RealCluster cluster, Path checkout, Path work) {
        this.cluster = cluster;
        this.checkout = checkout;
        this.work = work;
    }

    /**
     * All nodes but the last become ready by themselves; the last one is made ready when the others are and the tool has had time to see it, and from
     * that write on the tool is timed.
     *
     * @param lastNode one whose pods move by hand
     */
    @SuppressWarnings("try")
    Run completing(Tool tool, int nodes, String lastNode) throws IOException, InterruptedException {
        String namespace = namespace();
        try (Account account = account(tool);
                Cleared cleared = () -> clear(namespace);
                Measured process = start(tool, Workload.COMPLETES, namespace, account, 900)) {
            Thread awaiter = awaiter(tool, account, namespace);
            FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
            Pod last = kubelet.podOn(lastNode);
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> ready(namespace) >= nodes - 1);
            // Every tool looks at least once more before the end comes.
            TimeUnit.SECONDS.sleep(5);
            if (!process.running()) {
                throw new IllegalStateException(tool.words() + " ended too early:\n" + process.output());
            }
            kubelet.ready(last);
            long done = System.nanoTime();
            int status = process.waitFor(120);
            awaiter.interrupt();
            return run(tool, Workload.COMPLETES, nodes, status, process, (process.endedAt() - done) / 1e6, account);
        }
    }

    /** The rollout is done before the tools begin: each of them, one after the other, from its start to its end. Only for tools that do not deploy. */
    @SuppressWarnings("try")
    List<Run> done(List<Tool> tools, int nodes, int repeat, String lastNode) throws IOException, InterruptedException {
        String namespace = namespace();
        List<Run> runs = new ArrayList<>();
        try (Cleared cleared = () -> clear(namespace)) {
            cluster.admin().resource(Workload.DONE.puller(cluster.admin(), namespace)).create();
            FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
            kubelet.ready(kubelet.podOn(lastNode));
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> ready(namespace) >= nodes);
            for (int turn = 1; turn <= repeat; turn++) {
                for (Tool tool : tools) {
                    try (Account account = account(tool);
                            Measured process = start(tool, Workload.DONE, namespace, account, 120, null)) {
                        int status = process.waitFor(180);
                        runs.add(run(tool, Workload.DONE, nodes, status, process, null, account));
                    }
                }
            }
        }
        return runs;
    }

    /** A rollout that can never complete, or that recovers from what passes by itself: from the tool's start to its end. */
    Run whole(Tool tool, Workload workload, int timeoutSeconds, String handsNode) throws IOException, InterruptedException {
        String namespace = namespace();
        try (Account account = account(tool);
                Measured process = start(tool, workload, namespace, account, timeoutSeconds)) {
            Thread awaiter = awaiter(tool, account, namespace);
            if (workload == Workload.RECOVERS) {
                recover(namespace, handsNode);
            }
            int status = process.waitFor(timeoutSeconds + 60L);
            awaiter.interrupt();
            return run(tool, workload, workload == Workload.RECOVERS ? 1 : 2, status, process, null, account);
        }
    }

    private void recover(String namespace, String node) throws InterruptedException {
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        Pod pod = kubelet.podOn(node);
        kubelet.pulling(pod, 0);
        kubelet.pullFails(pod, 0, "unexpected status from HEAD request to https://hub.test/v2/singleuser/manifests/4.4.0: 429 Too Many Requests");
        TimeUnit.SECONDS.sleep(10);
        kubelet.backsOff(pod, 0);
        TimeUnit.SECONDS.sleep(15);
        kubelet.pulling(pod, 0);
        kubelet.pulled(pod, 0);
        kubelet.ready(pod);
    }

    /** The cluster's rule is made for one thread. */
    private synchronized String namespace() {
        return cluster.namespace();
    }

    private Account account(Tool tool) {
        return Account.create(cluster, tool.id() + "-" + runs.incrementAndGet(), work);
    }

    private Measured start(Tool tool, Workload workload, String namespace, Account account, int timeout) throws IOException {
        DaemonSet puller = workload.puller(cluster.admin(), namespace);
        Path chart = null;
        if (tool.deploys()) {
            Path folder = Files.createDirectory(work.resolve("chart-" + namespace));
            chart = Chart.write(folder, puller, tool.byHook() ? Pullers.chart4(namespace, "hub").job() : null);
        } else {
            cluster.admin().resource(puller).create();
        }
        return start(tool, workload, namespace, account, timeout, chart);
    }

    /** @param chart null when the puller is there already */
    private Measured start(Tool tool, Workload workload, String namespace, Account account, int timeout, Path chart) {
        Tool.Setting setting = new Tool.Setting(checkout, account.kubeconfig(), namespace, timeout, chart);
        return Measured.start(tool.command(setting), work.resolve(account.name() + "-" + workload.id() + "-" + namespace + ".log"));
    }

    private Thread awaiter(Tool tool, Account account, String namespace) {
        Thread thread = new Thread(tool.byHook() ? new Awaiter(cluster, account, namespace) : () -> { }, "awaiter");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Run run(Tool tool, Workload workload, int nodes, int status, Measured process, Double behind, Account account)
            throws InterruptedException {
        // The audit log is written in batches.
        TimeUnit.MILLISECONDS.sleep(300);
        return Run.of(tool, workload, nodes, status, process, behind, account);
    }

    private int ready(String namespace) {
        DaemonSet set = cluster.admin().apps().daemonSets().inNamespace(namespace).withName(PULLER).get();
        DaemonSetStatus status = set == null ? null : set.getStatus();
        return status == null ? 0 : Objects.requireNonNullElse(status.getNumberReady(), 0);
    }

    /** Also after a run that failed. */
    private interface Cleared extends AutoCloseable {
        @Override
        void close();
    }

    /** The next run begins without this one's pods. */
    private void clear(String namespace) {
        cluster.admin().apps().daemonSets().inNamespace(namespace).delete();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() ->
                cluster.admin().pods().inNamespace(namespace).list().getItems().stream().allMatch(Stage::leaving));
    }

    /** Also a Job's pod, which a hook leaves behind. */
    private static boolean leaving(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null || pod.getMetadata().getLabels().containsKey("job-name");
    }
}
