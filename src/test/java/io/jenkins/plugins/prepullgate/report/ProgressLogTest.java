package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.JobFacts;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ProgressLogTest {
    private final List<String> lines = new ArrayList<>();
    private final ProgressLog log = new ProgressLog(Scenes.SPEC, lines::add);
    private final Scenes scenes = new Scenes();
    private Assessment before;

    private void see(long seconds, ViewBuilder view) {
        see(seconds, view, Scenes.SPEC.policy());
    }

    private void see(long seconds, ViewBuilder view, Policy policy) {
        Assessment now = scenes.at(seconds, view, policy);
        log.changed(before, now);
        before = now;
    }

    @Test
    public void aPullIsToldNodeByNode() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").master(false).pulling("n1", 0).pulling("n2", 0);
        see(1, view);
        see(20, view.pulling("n1", 1));
        see(41, view.ready("n1"));
        assertThat(lines).containsExactly(
                "[prepull] found DaemonSet jhub/hook-image-puller (z2jh 0.7 or later): 3 images; nodes expected by rule daemonset",
                "[prepull] 0/2 ready, 2 pulling, 1 excluded; 1s of 20m | master-0 excluded: taint node-role.kubernetes.io/master=true:NoSchedule is "
                        + "not tolerated by the puller",
                "[prepull] 0/2 ready, 2 pulling, 1 excluded; 20s of 20m | n1 pulling image 2 of 3 (k8s-network-tools:4.4.0)",
                "[prepull] 1/2 ready, 1 pulling, 1 excluded; 41s of 20m; about 23s left | n1 ready");
    }

    @Test
    public void aFailureIsToldWithItsCauseOnceAndNotAgainWhenItIsTriedAgain() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").pulling("n1", 0).pulling("n2", 0);
        see(1, view);
        see(5, view.notFound("n1"));
        see(15, view.pulling("n1", 0));
        see(16, view.notFound("n1"));
        assertThat(lines.get(2))
                .contains("1 backing off")
                .contains("n1 backing off at image 1 of 3 (k8s-singleuser-sample:4.4.0): ")
                .contains("not found");
        assertThat(lines.get(3)).startsWith("[prepull] PULL_NOT_FOUND (on probation)  ").contains("on 1 of 2 nodes (n1)");
        assertThat(lines).filteredOn(l -> l.contains("PULL_NOT_FOUND (on probation)")).hasSize(1);
    }

    @Test
    public void aReplacedPullerIsNamedAgain() {
        ViewBuilder view = new ViewBuilder().node("n1").pulling("n1", 0);
        see(1, view);
        see(2, view.uid("ds-2"));
        assertThat(lines).filteredOn(l -> l.startsWith("[prepull] found DaemonSet")).hasSize(2);
    }

    @Test
    public void theFirstLookIsNoFailureToSee() {
        see(0, new ViewBuilder().absent().source(Source.DAEMONSETS, SourceState.Sight.SYNCING, Duration.ZERO, START));
        see(1, new ViewBuilder().absent());
        assertThat(lines).containsExactly("[prepull] reading the cluster", "[prepull] waiting for a hook image puller in namespace jhub; 1s of 20m");
    }

    @Test
    public void aClusterThatIsSeenAgainIsSaidToBe() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").pulling("n1", 0).pulling("n2", 0);
        see(1, view);
        see(20, view.source(Source.PODS, SourceState.Sight.STALE, Duration.ofSeconds(1), Scenes.after(20)));
        see(55, view.ready("n1").source(Source.PODS, SourceState.Sight.LIVE, Duration.ZERO, Scenes.after(55)));
        assertThat(lines.subList(2, lines.size())).hasSize(3);
        assertThat(lines.get(2)).startsWith("[prepull] cannot see the cluster: pods could not be read for 1 s");
        assertThat(lines.get(3)).isEqualTo("[prepull] the cluster is seen again, after 35s");
        assertThat(lines.get(4)).contains("n1 ready");
    }

    @Test
    public void theFirstLookAtTheNewPullersPodsIsNoFailureToSeeEither() {
        see(0, new ViewBuilder().absent());
        see(2, new ViewBuilder().node("n1").source(Source.PODS, SourceState.Sight.SYNCING, Duration.ZERO, Scenes.after(2)));
        see(2, new ViewBuilder().node("n1").source(Source.PODS, SourceState.Sight.SYNCING, Duration.ZERO, Scenes.after(2)));
        see(2, new ViewBuilder().node("n1").pulling("n1", 0));
        assertThat(lines).containsExactly(
                "[prepull] waiting for a hook image puller in namespace jhub; 0s of 20m",
                "[prepull] found DaemonSet jhub/hook-image-puller (z2jh 0.7 or later): 3 images; nodes expected by rule daemonset",
                "[prepull] 0/1 ready, 1 pulling; 2s of 20m");
    }

    @Test
    public void beforeHelmDeletesThePullerEverythingIsWrittenDownOnce() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").ready("n1").notFound("n2").job(new JobFacts(
                ViewBuilder.NAMESPACE, "hook-image-awaiter", "j", Map.of("component", "image-puller"), START, null, 1, 1, 0, 0, ""));
        Policy policy = Policy.DEFAULT.withHelmTimeout(Duration.ofSeconds(80)).withFailFast(FailFast.NEVER);
        see(1, view, policy);
        lines.clear();
        see(50, view, policy);
        see(52, view.backingOff("n2").node("n3").pulling("n3", 0), policy);
        assertThat(lines.get(0)).startsWith("[prepull] 1/2 ready, 1 backing off; 50s of 20m");
        assertThat(lines.get(1)).startsWith("[prepull] HELM_TIMEOUT_NEAR  helm is about to give up on its hook and to delete the puller");
        assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("[prepull]   evidence: Pod jhub/puller-n2 "));
        assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("[prepull]   n2    backing off  1/3 "));
        assertThat(lines).filteredOn(l -> l.startsWith("[prepull] not ready: ")).hasSize(1);
        assertThat(lines).last().asString().startsWith("[prepull] 1/3 ready, 1 pulling, 1 backing off; 52s of 20m");
    }

    @Test
    public void aClusterThatIsLostIsTold() {
        ViewBuilder view = new ViewBuilder().node("n1").pulling("n1", 0);
        see(1, view);
        see(9, view.source(Source.PODS, SourceState.Sight.STALE, Duration.ofSeconds(3), Scenes.after(9)));
        assertThat(lines).last().asString().startsWith("[prepull] cannot see the cluster: pods could not be read for 3 s: test; 9s of 20m");
    }

    @Test
    public void aHeartbeatNamesWhoIsWaitedForLongest() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").pulling("n1", 0).pulling("n2", 1);
        see(1, view);
        log.heartbeat(scenes.at(31, view));
        assertThat(lines.get(2)).isEqualTo(
                "[prepull] 0/2 ready, 2 pulling; 31s of 20m | longest: n1 pulling image 1 of 3 (k8s-singleuser-sample:4.4.0), for 31s");
    }

    @Test
    public void aHeartbeatNamesWhoIsLost() {
        see(1, new ViewBuilder().node("n1").node("n2").pulling("n1", 0).pulling("n2", 0));
        ViewBuilder view = new ViewBuilder().node("n1").notReady("n2").pulling("n1", 0).pulling("n2", 0);
        see(20, view);
        log.heartbeat(scenes.at(50, view));
        assertThat(lines).last().isEqualTo("[prepull] 0/2 ready, 1 lost, 1 pulling; 50s of 20m | lost: n2 "
                + "| longest: n1 pulling image 1 of 3 (k8s-singleuser-sample:4.4.0), for 50s");
        log.heartbeat(scenes.at(80, view.ready("n1")));
        log.heartbeat(scenes.at(110, view));
        assertThat(lines).last().isEqualTo("[prepull] 1/2 ready, 1 lost; 1m50s of 20m | lost: n2");
    }

    @Test
    public void aThousandNodesAreToldInFewLinesAndNoneIsForgotten() {
        ViewBuilder view = new ViewBuilder();
        for (int i = 0; i < 1000; i++) {
            view.node(Scenes.node(i)).pulling(Scenes.node(i), 0);
        }
        see(1, view);
        for (int i = 0; i < 1000; i++) {
            view.ready(Scenes.node(i));
            if (i % 20 == 19) {
                see(2 + i / 10, view);
            }
        }
        log.heartbeat(scenes.at(140, view));
        assertThat(lines).hasSizeLessThan(55).allSatisfy(l -> assertThat(l).hasSizeLessThan(400));
        int told = lines.stream().filter(l -> l.contains(" | n")).mapToInt(ProgressLogTest::nodesTold).sum();
        assertThat(told).isEqualTo(1000);
    }

    /** How many nodes a line names or counts: those before the last comma, the last one, and "and N more". */
    private static int nodesTold(String line) {
        String clause = line.substring(line.indexOf(" | ") + 3).replace(" ready", "");
        int named = clause.split(" and ")[0].split(", ").length;
        return named + (clause.contains(" and ") ? Integer.parseInt(clause.replaceAll(".* and (\\d+) more", "$1")) : 0);
    }

    @Test
    public void theEndIsTheDiagnosis() {
        Assessment a = scenes.at(50, new ViewBuilder().node("n1").ready("n1"));
        log.finished(Scenes.ended(Ending.DECIDED, a));
        assertThat(lines).containsExactly("[prepull] PREPULL COMPLETE: 1 of 1 nodes have every image, after 50s");
    }
}
