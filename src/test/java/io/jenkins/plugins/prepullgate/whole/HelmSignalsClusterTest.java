package io.jenkins.plugins.prepullgate.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** A helm that is stopped, killed or gives up under the guard: the state that it leaves, and the command that mends it. */
public class HelmSignalsClusterTest {
    private static final String FIRST = "hub.test/singleuser:1";
    private static final String SECOND = "hub.test/singleuser:2";
    private static final Pattern COMMAND = Pattern.compile("helm ((?:rollback|uninstall) .*)$");

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    @Rule
    public final Deploys deploys = new Deploys(cluster, gate);

    @Before
    public void oneUserNode() {
        deploys.begin().withReleasesSeen();
        cluster.addNode(deploys.userNode("user"));
    }

    private static Finding finding(WaitResult result, FindingCode code) {
        return result.last().findings().stream().filter(f -> f.code() == code).findFirst().orElseThrow();
    }

    /** Runs the command that a remedy ends with, as it stands there. */
    private void mend(Finding finding) {
        Matcher matcher = COMMAND.matcher(finding.remedy());
        assertThat(matcher.find()).as(finding.remedy()).isTrue();
        deploys.helm().command(matcher.group(1)).end().orFail();
    }

    private DaemonSet hook() {
        return cluster.admin().apps().daemonSets().inNamespace(deploys.namespace()).withName("hook-image-puller").get();
    }

    private Helm.Run slowUpgradeUnder(Running guard) {
        Helm.Run helm = deploys.helm().upgrade(deploys.slow());
        guard.until(a -> a.tally().in(NodeState.PULLING) == 1);
        return helm;
    }

    @Test
    public void aKilledHelmLeavesAReleaseThatTheNextGuardFindsAndItsRemedyFrees() {
        deploys.helm().upgrade(deploys.values(FIRST)).end().orFail();
        Running guard = deploys.guard();
        slowUpgradeUnder(guard).signal("KILL");
        String uid = hook().getMetadata().getUid();
        guard.until(a -> a.findings().stream().anyMatch(f -> f.code() == FindingCode.HELM_RELEASE_STATE));
        guard.held().cancel("killed with helm");
        assertThat(guard.end().last().findings()).extracting(Finding::code).contains(FindingCode.HELM_RELEASE_STATE);

        Helm.Ended refused = deploys.helm().upgrade(deploys.values(SECOND)).end();
        assertThat(refused.output()).contains("another operation (install/upgrade/rollback) is in progress");
        Running next = deploys.guard();
        WaitResult found = next.end();
        assertThat(found.code()).as(next.log()).contains(FindingCode.HELM_OPERATION_IN_PROGRESS);
        assertThat(found.elapsed()).as("not by the budget").isLessThan(Duration.ofSeconds(60));
        deploys.keepAs("killed", refused, next);

        mend(finding(found, FindingCode.HELM_OPERATION_IN_PROGRESS));
        assertThat(hook()).as("a rollback runs no pre-upgrade hook and leaves the stale one").isNotNull();
        Running last = deploys.guard();
        Helm.Ended ended = deploys.helm().upgrade(deploys.values(SECOND)).end().orFail();
        assertThat(last.end().success()).as(last.log()).isTrue();
        assertThat(last.end().last().puller().uid()).isNotEqualTo(uid);
        assertThat(last.log()).contains("not for hook-image-puller of an earlier deploy");
        deploys.keepAs("stale-hooks", ended, last);
    }

    @Test
    public void aFirstInstallThatIsKilledIsMendedToo() {
        Running guard = deploys.guard();
        slowUpgradeUnder(guard).signal("KILL");
        guard.held().cancel("killed with helm");
        guard.end();
        WaitResult found = deploys.guard().end();
        assertThat(found.code()).contains(FindingCode.HELM_OPERATION_IN_PROGRESS);
        mend(finding(found, FindingCode.HELM_OPERATION_IN_PROGRESS));
        Running last = deploys.guard();
        deploys.helm().upgrade(deploys.values(FIRST)).end().orFail();
        assertThat(last.end().success()).as(last.log()).isTrue();
    }

    @Test
    public void aStoppedHelmEndsTheGuardAndTheNextUpgradeNeedsNoRepair() {
        deploys.helm().upgrade(deploys.values(FIRST)).end().orFail();
        Running guard = deploys.guard();
        Helm.Ended stopped = slowUpgradeUnder(guard).signal("TERM");
        WaitResult result = guard.end();
        assertThat(result.code()).as(guard.log()).contains(FindingCode.HELM_FAILED);
        assertThat(hook()).as("the hooks stay and go on working").isNotNull();
        deploys.keepAs("stopped", stopped, guard);
        Running next = deploys.guard();
        deploys.helm().upgrade(deploys.values(SECOND)).end().orFail();
        assertThat(next.end().success()).as(next.log()).isTrue();
    }

    @Test
    public void aHelmThatRollsBackByItselfEndsTheGuardAsAFailure() {
        deploys.helm().upgrade(deploys.values(FIRST)).end().orFail();
        Running guard = deploys.guard();
        Helm.Ended ended = deploys.helm().upgrade(deploys.slow("--atomic", "--timeout", "8s")).end();
        WaitResult result = guard.end();
        assertThat(ended.status()).isNotZero();
        assertThat(result.code()).as(guard.log()).contains(FindingCode.HELM_FAILED);
        deploys.keepAs("atomic", ended, guard);
    }
}
