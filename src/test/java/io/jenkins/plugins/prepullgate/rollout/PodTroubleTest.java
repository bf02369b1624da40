package io.jenkins.plugins.prepullgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

/** The one pod of a hub: what its cluster shows of it, and what that means. */
public class PodTroubleTest {
    private static final Instant START = ViewBuilder.START;
    private static final String IMAGE = "hub.test/hub:v1";

    private static PodFacts pod(String node, String phase, List<PodCondition> conditions, ContainerFacts... containers) {
        return new PodFacts("jhub", "hub-1", "pod-1", "rs-1", node, !node.isEmpty(), 0, START, null, phase, "", "", START, conditions, List.of(),
                List.of(containers));
    }

    private static ContainerFacts hub(ContainerState state, ContainerState last, int restarts) {
        return new ContainerFacts("hub", IMAGE, "", state, last, restarts, false);
    }

    private static EventFacts event(String kind, String uid, String reason, String message, int count) {
        return new EventFacts("e", kind, kind.equals("Pod") ? "hub-1" : "hub-6d9", uid, "", "Warning", reason, message, count, START,
                START.plusSeconds(60), "");
    }

    private static PodCondition unplaced(String text) {
        return new PodCondition("PodScheduled", "False", "Unschedulable", text, START);
    }

    private static Finding only(PodFacts pod, List<EventFacts> events, Duration after) {
        List<Finding> findings = PodTrouble.of(List.of(pod), events, START.plus(after));
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).remedy()).isNotEmpty();
        return findings.get(0);
    }

    @Test
    public void aPodThatIsReadyHasNoTrouble() {
        PodFacts ready = pod("n1", "Running", List.of(new PodCondition("Ready", "True", "", "", START)),
                hub(ContainerState.running(START), ContainerState.NONE, 2));
        assertThat(PodTrouble.of(List.of(ready), List.of(), START)).isEmpty();
        assertThat(PodTrouble.standing(List.of(ready))).isEqualTo("its pod on n1 is ready, restarted 2 times");
    }

    @Test
    public void aPodThatOnlyStartsHasNoTroubleYet() {
        PodFacts starting = pod("n1", "Pending", List.of(), hub(ContainerState.waiting("ContainerCreating", ""), ContainerState.NONE, 0));
        assertThat(PodTrouble.of(List.of(starting), List.of(), START.plusSeconds(300))).isEmpty();
        assertThat(PodTrouble.standing(List.of(starting))).isEqualTo("its pod on n1 waits: hub ContainerCreating");
    }

    @Test
    public void noNodeWithRoomIsNamedAtOnceAndFinalAfterFiveMinutes() {
        PodFacts pod = pod("", "Pending", List.of(unplaced("0/3 nodes are available: 3 Insufficient memory.")));
        assertThat(only(pod, List.of(), Duration.ofSeconds(5)).code()).isEqualTo(FindingCode.UNSCHEDULABLE_RESOURCES);
        assertThat(only(pod, List.of(), Duration.ofSeconds(5)).effective()).isEqualTo(FindingClass.CONDITIONAL);
        assertThat(only(pod, List.of(), Duration.ofMinutes(5)).effective()).isEqualTo(FindingClass.PERMANENT);
        assertThat(PodTrouble.standing(List.of(pod))).isEqualTo("its pod is not scheduled");
    }

    @Test
    public void aClaimThatIsNotBoundIsSentToTheClaim() {
        Finding finding = only(pod("", "Pending", List.of(unplaced("0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims."))),
                List.of(), Duration.ZERO);
        assertThat(finding.code()).isEqualTo(FindingCode.UNSCHEDULABLE_OTHER);
        assertThat(finding.summary()).contains("unbound immediate PersistentVolumeClaims");
        assertThat(finding.remedy()).contains("kubectl get pvc");
    }

    @Test
    public void anImageThatDoesNotExistIsFinalAfterThreeTriesOverAMinute() {
        PodFacts pod = pod("n1", "Pending", List.of(),
                hub(ContainerState.waiting("ImagePullBackOff", "Back-off pulling image \"" + IMAGE + "\""), ContainerState.NONE, 0));
        String text = "Failed to pull image \"" + IMAGE + "\": rpc error: code = NotFound desc = failed to resolve reference \"" + IMAGE + "\": "
                + IMAGE + ": not found";
        Finding early = only(pod, List.of(event("Pod", "pod-1", "Failed", text, 2)), Duration.ofSeconds(70));
        assertThat(early.code()).isEqualTo(FindingCode.PULL_NOT_FOUND);
        assertThat(early.images()).containsExactly(IMAGE);
        assertThat(early.nodes()).containsExactly("n1");
        assertThat(early.permanent()).isFalse();
        assertThat(only(pod, List.of(event("Pod", "pod-1", "Failed", text, 3)), Duration.ofSeconds(70)).permanent()).isTrue();
    }

    /** A hub that begins before its database is up ends a few times, and then does not. */
    @Test
    public void aHubThatCrashesIsToldOfAtOnceAndGivenUpAfterFiveTimes() {
        ContainerState ended = ContainerState.terminated(1, "Error", "", START, START.plusSeconds(2));
        ContainerState waits = ContainerState.waiting("CrashLoopBackOff", "back-off 40s restarting failed container=hub");
        Finding early = only(pod("n1", "Running", List.of(), hub(waits, ended, 3)), List.of(), Duration.ofMinutes(3));
        assertThat(early.code()).isEqualTo(FindingCode.CRASH_LOOP);
        assertThat(early.permanent()).isFalse();
        assertThat(early.summary()).isEqualTo("container hub of the hub's pod ends with exit code 1 Error, 4 times so far");
        assertThat(early.remedy()).isEqualTo("kubectl logs hub-1 -c hub --previous");
        assertThat(only(pod("n1", "Running", List.of(), hub(waits, ended, 4)), List.of(), Duration.ofMinutes(3)).permanent()).isTrue();
        assertThat(only(pod("n1", "Running", List.of(), hub(ended, ContainerState.NONE, 0)), List.of(), Duration.ZERO).code())
                .as("not a puller's command").isEqualTo(FindingCode.CRASH_LOOP);
    }

    /** Kubernetes takes it from a dead node by force after six minutes. */
    @Test
    public void aVolumeThatAnotherNodeHoldsIsWaitedForLongerThanKubernetesNeedsToFreeIt() {
        PodFacts pod = pod("n1", "Pending", List.of(), hub(ContainerState.waiting("ContainerCreating", ""), ContainerState.NONE, 0));
        List<EventFacts> events = List.of(
                event("Pod", "pod-1", "FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\" Volume is already used by pod(s) hub-0", 1));
        assertThat(only(pod, events, Duration.ofMinutes(7)).permanent()).isFalse();
        assertThat(only(pod, events, Duration.ofMinutes(7)).code()).isEqualTo(FindingCode.MOUNT);
        assertThat(only(pod, events, Duration.ofMinutes(10)).permanent()).isTrue();
    }

    @Test
    public void aQuotaThatForbidsThePodIsReadFromItsReplicaSet() {
        String text = "Error creating: pods \"hub-6d9-x\" is forbidden: exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0";
        List<Finding> findings = PodTrouble.of(List.of(), List.of(event("ReplicaSet", "rs-1", "FailedCreate", text, 5)), START.plusSeconds(30));
        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(FindingCode.POD_CREATE_QUOTA);
            assertThat(f.permanent()).isTrue();
            assertThat(f.evidence().get(0).value()).contains("exceeded quota: none");
        });
    }

    @Test
    public void withoutAPodAndAWordAboutItNothingIsFinal() {
        assertThat(PodTrouble.of(List.of(), List.of(), START)).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(FindingCode.HUB_POD_MISSING);
            assertThat(f.permanent()).isFalse();
        });
    }

    @Test
    public void anEvictedPodIsNamedWithItsReason() {
        PodFacts evicted = new PodFacts("jhub", "hub-1", "pod-1", "rs-1", "n1", true, 0, START, null, "Failed", "Evicted",
                "The node was low on resource: memory.", START, List.of(), List.of(), List.of());
        assertThat(only(evicted, List.of(), Duration.ZERO).code()).isEqualTo(FindingCode.EVICTED);
    }

    @Test
    public void theNewestPodThatStaysIsTheOneThatCounts() {
        PodFacts old = new PodFacts("jhub", "hub-0", "pod-0", "rs-0", "n1", true, 0, START.minusSeconds(900), START, "Running", "", "", START,
                List.of(), List.of(), List.of());
        assertThat(PodTrouble.newest(List.of(old))).isNull();
        assertThat(PodTrouble.standing(List.of(old))).isEqualTo("its old pod is still being removed");
        assertThat(PodTrouble.of(List.of(old), List.of(), START)).isEmpty();
        PodFacts fresh = pod("", "Pending", List.of());
        assertThat(PodTrouble.newest(List.of(old, fresh))).isSameAs(fresh);
    }
}
