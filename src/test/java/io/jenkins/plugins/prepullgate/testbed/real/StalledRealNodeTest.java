package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** A layer of which nothing more comes, with runtimes that cancel a pull without progress after seconds instead of five minutes. */
public class StalledRealNodeTest {
    private static final String OLDER = "real-1";
    private static final String NEWER = "real-2";

    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@1.7/parallel/impatient,1@2.2/parallel/impatient");

    @Rule
    public final WholeGate gate = new WholeGate();

    @Test
    public void aPullThatIsCancelledIsNamedOnBothRuntimesAndSucceedsOnceBytesCome() {
        Running running = puller("size/4m/stalls/2m/app");

        Assessment cancelled = running.seen(now -> cancelled(now).containsAll(List.of(OLDER, NEWER)));
        assertThat(named(cancelled).effective()).isEqualTo(FindingClass.TRANSIENT);
        heal("size/4m/stalls/2m/app");

        assertThat(running.end().success()).as(running.log()).isTrue();
        running.keepAs("real-stalled");
    }

    /** containerd 2.2 counts a download only from its first MiB on: it neither cancels nor says anything, and no more does the gate. */
    @Test
    public void aStallWithinTheFirstMebibyteIsNamedByTheOlderRuntimeAloneAndIsNoFalseVerdict() {
        Running running = puller("size/4m/stalls/100k/app");

        running.until(now -> cancelled(now).equals(List.of(OLDER)));
        heal("size/4m/stalls/100k/app");
        running.until(now -> state(now, OLDER) == NodeState.READY);

        Assessment now = running.held().latest();
        assertThat(now.verdict()).as(running.log()).isInstanceOf(Verdict.Progressing.class);
        assertThat(state(now, NEWER)).as(running.log()).isEqualTo(NodeState.PULLING);
        assertThat(now.findings()).as(running.log()).filteredOn(f -> f.nodes().contains(NEWER)).allMatch(f -> f.effective() == FindingClass.INFO);

        // What the gate advises for a stuck pull.
        cluster.trouble("kill", NEWER, "containerd");
        assertThat(running.end().success()).as(running.log()).isTrue();
        running.keepAs("real-stalled-in-the-first-mebibyte");
    }

    private Running puller(String repository) {
        String namespace = cluster.namespace();
        Running running = gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), Policy.DEFAULT, Duration.ofSeconds(100));
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images("hub.test/" + repository + ":v1").daemonSet()).create();
        return running;
    }

    private static void heal(String repository) {
        cluster.registry("PUT", "/repositories/" + repository, "healed");
    }

    /** The nodes whose pull the runtime has cancelled, in its own words. */
    private static List<String> cancelled(Assessment now) {
        assertThat(now.verdict()).isNotInstanceOf(Verdict.Doomed.class);
        Finding finding = named(now);
        return finding == null || finding.evidence().stream().noneMatch(e -> e.value().contains("context canceled")) ? List.of() : finding.nodes();
    }

    /** Null while there is none. */
    private static Finding named(Assessment now) {
        return now.findings().stream().filter(finding -> finding.code() == FindingCode.PULL_NETWORK).findFirst().orElse(null);
    }

    private static NodeState state(Assessment now, String node) {
        return now.rows().stream().filter(row -> row.node().equals(node)).findFirst().orElseThrow().state();
    }
}
