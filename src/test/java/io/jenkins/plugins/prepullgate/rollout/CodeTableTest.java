package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.findings.FindingClass.*;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.*;
import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.nodes.TaintEffect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** One row per code: a view that shows it, what class it then has, and a near miss that must not be taken for it. */
@RunWith(Parameterized.class)
public class CodeTableTest {
    private static final Instant NOW = START.plusSeconds(5);

    @Parameters(name = "{0}")
    public static List<Object[]> rows() {
        List<Object[]> rows = new ArrayList<>();
        // code, class when just seen, view, near miss
        row(rows, NODE_EXCLUDED_TAINT, INFO, base().node("x", taint("gpu", TaintEffect.NO_SCHEDULE)),
                base().node("x", taint("gpu", TaintEffect.PREFER_NO_SCHEDULE)));
        row(rows, NODE_EXCLUDED_SELECTOR, INFO, base().nodeSelector("pool", "user").node(labelled("ok")),
                base().nodeSelector("pool", "user").node(labelled("ok")).without("n1"));
        row(rows, NODE_CORDONED_BUT_INCLUDED, INFO, base().cordoned("x"),
                base().node(new NodeFacts("x", "", Map.of(), List.of(taint("gpu", TaintEffect.NO_SCHEDULE)), true,
                List.of(new NodeCondition("Ready", "True", "", "", null)), "", "", "", null, null)));
        row(rows, DS_AMBIGUOUS, PERMANENT, base().another("b-hook-image-puller", START), base());
        row(rows, NO_ELIGIBLE_NODES, CONDITIONAL, new ViewBuilder().node("x", taint("gpu", TaintEffect.NO_SCHEDULE)), base());
        row(rows, POD_CREATE_QUOTA, CONDITIONAL, refused("exceeded quota: q, requested: pods=1"),
                refused("is forbidden: quota-like words of a webhook"));
        row(rows, POD_CREATE_QUOTA, CONDITIONAL, refused("failed quota: q: must specify limits.cpu"), base());
        row(rows, POD_CREATE_LIMITRANGE, PERMANENT, refused("minimum cpu usage per Container is 1, but request is 0"), refused("usage is high"));
        row(rows, POD_CREATE_PSA, PERMANENT, refused("violates PodSecurity \"restricted:latest\": runAsNonRoot != true"),
                refused("would violate a policy"));
        row(rows, POD_CREATE_WEBHOOK_DENIED, PERMANENT, refused("admission webhook \"p.test\" denied the request: no"),
                refused("failed calling webhook \"p.test\": EOF"));
        row(rows, POD_CREATE_WEBHOOK_DENIED, PERMANENT, refused("ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no"),
                refused("exceeded quota: denied"));
        row(rows, POD_CREATE_WEBHOOK_FAILED, TRANSIENT, refused("failed calling webhook \"p.test\": context deadline exceeded"),
                refused("admission webhook \"p\" denied the request"));
        row(rows, POD_CREATE_SERVICEACCOUNT, CONDITIONAL, refused("error looking up service account hub/puller: serviceaccount \"puller\" not found"),
                refused("exceeded quota"));
        row(rows, POD_CREATE_PRIORITYCLASS, PERMANENT, refused("no PriorityClass with name image-puller-priority was found"),
                refused("priority is too low"));
        row(rows, POD_CREATE_OTHER, CONDITIONAL, refused("the moon is full"), refused("exceeded quota: q"));
        row(rows, NODE_NOT_READY, CONDITIONAL, node("Ready", "False"), base().node("x"));
        row(rows, NODE_UNREACHABLE, CONDITIONAL, node("Ready", "Unknown"), node("Ready", "False"));
        row(rows, NODE_DISK_PRESSURE, CONDITIONAL, node("DiskPressure", "True"), node("DiskPressure", "False"));
        row(rows, NODE_MEMORY_PRESSURE, CONDITIONAL, node("PIDPressure", "True"), node("MemoryPressure", "Unknown"));
        row(rows, NODE_NETWORK_UNAVAILABLE, CONDITIONAL, node("NetworkUnavailable", "True"), node("NetworkUnavailable", "False"));
        row(rows, NODE_SHUTDOWN, INFO, base().node("x", taint("ToBeDeletedByClusterAutoscaler", TaintEffect.NO_SCHEDULE)),
                base().node("x", taint("gpu", TaintEffect.NO_SCHEDULE)));
        row(rows, UNSCHEDULABLE_TOO_MANY_PODS, CONDITIONAL, pending("1 Too many pods"), pending("1 Insufficient memory"));
        row(rows, UNSCHEDULABLE_RESOURCES, CONDITIONAL, pending("1 Insufficient ephemeral-storage"), pending("1 Too many pods"));
        row(rows, UNSCHEDULABLE_OTHER, CONDITIONAL, pending("1 node(s) didn't have free ports"), pending("1 Insufficient cpu"));
        row(rows, UNSCHEDULABLE_TAINT_RACE, TRANSIENT,
                base().node("x", taint("late", TaintEffect.NO_SCHEDULE)).unscheduled("x", "0/2 nodes are available"),
                base().node("x", taint("late", TaintEffect.NO_SCHEDULE)).silent("x", true));
        row(rows, NOT_SCHEDULED_NO_CONDITION, CONDITIONAL, base().node("x").silent("x", false), base().node("x").silent("x", true));
        row(rows, SANDBOX_FAILED, CONDITIONAL, settingUp("FailedCreatePodSandBox"), settingUp("FailedMount"));
        row(rows, MOUNT, CONDITIONAL, settingUp("FailedAttachVolume"), settingUp("FailedCreatePodSandBox"));
        row(rows, POD_REJECTED_LOOP, PERMANENT, base().node("x").rejected("x", "OutOfpods", "full").failedDaemonPod("x", 3),
                base().node("x").rejected("x", "OutOfpods", "full").failedDaemonPod("x", 2));
        row(rows, PULL_PLATFORM_MISMATCH, PERMANENT, failing("no match for platform in manifest: not found"), failing("x: not found"));
        row(rows, PULL_NOT_FOUND, CONDITIONAL, failing("x: not found"), failing("no match for platform in manifest: not found"));
        row(rows, PULL_DENIED_OR_ABSENT, CONDITIONAL, failing("401 Unauthorized"), failing("429 Too Many Requests"));
        row(rows, PULL_RATE_LIMITED, TRANSIENT, failing("429 Too Many Requests"), failing("403 Forbidden"));
        row(rows, PULL_REGISTRY_UNAVAILABLE, TRANSIENT, failing("503 Service Unavailable"), failing("x509: certificate has expired"));
        row(rows, PULL_DNS, CONDITIONAL, failing("lookup r.test: no such host"), failing("dial tcp: i/o timeout"));
        row(rows, PULL_NETWORK, TRANSIENT, failing("unexpected EOF"), failing("connect: connection refused"));
        row(rows, PULL_TLS, PERMANENT, failing("x509: certificate signed by unknown authority"), failing("net/http: TLS handshake timeout"));
        row(rows, PULL_NO_SPACE, PERMANENT, failing("no space left on device"), failing("unexpected EOF"));
        row(rows, PULL_SIGNATURE, PERMANENT, reason("SignatureValidationFailed", ""), reason("ErrImagePull", ""));
        row(rows, PULL_INVALID_NAME, PERMANENT, reason("InvalidImageName", "couldn't parse"), reason("ErrImagePull", "x"));
        row(rows, PULL_NEVER, PERMANENT, reason("ErrImageNeverPull", "x"), reason("ErrImagePull", "x"));
        row(rows, PULL_INSPECT, CONDITIONAL, reason("ImageInspectError", "x"), reason("ErrImagePull", "x"));
        row(rows, PULL_CORRUPT, CONDITIONAL, failing("unexpected commit digest sha256:1, expected sha256:2: failed precondition"),
                failing("unexpected EOF"));
        row(rows, PULL_UNKNOWN, CONDITIONAL, failing("the moon is full"), failing("x: not found"));
        row(rows, INIT_NO_SHELL, PERMANENT, reason("RunContainerError", "exec: \"/bin/sh\": stat /bin/sh: no such file or directory"),
                reason("RunContainerError", "cgroup"));
        row(rows, PULL_PLATFORM_MISMATCH, PERMANENT, reason("CrashLoopBackOff", "exec /bin/sh: exec format error"),
                reason("ErrImagePull", "exec format error"));
        row(rows, CREATE_CONFIG, CONDITIONAL, reason("CreateContainerConfigError", "secret \"x\" not found"), reason("CreateContainerError", "x"));
        row(rows, CREATE_CONTAINER, CONDITIONAL, reason("CreateContainerError", "failed to reserve container name"),
                reason("CreateContainerConfigError", "x"));
        row(rows, CRASH_LOOP, CONDITIONAL, reason("CrashLoopBackOff", "back-off 10s"), reason("PodInitializing", ""));
        row(rows, EVICTED, TRANSIENT, base().node("x").rejected("x", "Evicted", "disk"), base().node("x").rejected("x", "OutOfpods", "full"));
        return rows;
    }

    private final FindingCode code;
    private final FindingClass effective;
    private final ViewBuilder view;
    private final ViewBuilder nearMiss;

    public CodeTableTest(FindingCode code, FindingClass effective, ViewBuilder view, ViewBuilder nearMiss) {
        this.code = code;
        this.effective = effective;
        this.view = view;
        this.nearMiss = nearMiss;
    }

    private static void row(List<Object[]> rows, FindingCode code, FindingClass effective, ViewBuilder view, ViewBuilder nearMiss) {
        rows.add(new Object[] {code, effective, view, nearMiss});
    }

    private static ViewBuilder base() {
        return new ViewBuilder().node("n1").ready("n1");
    }

    private static Taint taint(String key, TaintEffect effect) {
        return new Taint(key, "", effect);
    }

    private static NodeFacts labelled(String name) {
        return NodeFacts.of(name, Map.of("pool", "user"), List.of(), false);
    }

    /** Beside a good node one whose condition is as given. */
    private static ViewBuilder node(String type, String status) {
        List<NodeCondition> conditions = new ArrayList<>();
        if (!type.equals("Ready")) {
            conditions.add(new NodeCondition("Ready", "True", "", "", null));
        }
        conditions.add(new NodeCondition(type, status, "", "", START));
        return base().node(new NodeFacts("x", "", Map.of(), List.of(), false, conditions, "", "", "", null, null)).pulling("x", 0);
    }

    private static ViewBuilder refused(String text) {
        return base().node("x").counters(2, 1, 1).failedCreate("Error creating: pods \"p\" is forbidden: " + text, 1, NOW, NOW);
    }

    private static ViewBuilder pending(String part) {
        return base().node("x").unscheduled("x", "0/2 nodes are available: " + part + ", 1 node(s) didn't satisfy plugin(s) [NodeAffinity].");
    }

    /** A pod that the kubelet has taken, and of which only an event tells. */
    private static ViewBuilder settingUp(String reason) {
        return base().node("x").silent("x", true).event("x", reason, "the reason", 1, START, START);
    }

    private static ViewBuilder failing(String text) {
        return reason("ErrImagePull", text);
    }

    private static ViewBuilder reason(String reason, String text) {
        return base().node("x").failing("x", 0, reason, text);
    }

    private Optional<Finding> find(ViewBuilder in) {
        return Assessor.assess(in.build(), Policy.DEFAULT, Memory.startingAt(START), NOW).findings().stream()
                .filter(f -> f.code() == code)
                .findFirst();
    }

    private Finding at(ViewBuilder in, Instant when) {
        Memory memory = Assessor.assess(in.build(), Policy.DEFAULT, Memory.startingAt(START), NOW).memory();
        return Assessor.assess(in.build(), Policy.DEFAULT, memory, when).findings().stream().filter(f -> f.code() == code).findFirst().orElseThrow();
    }

    @Test
    public void isShownWithEvidenceAndNotForItsNearMiss() {
        Patience patience = Patience.defaultOf(code);
        Finding finding = patience.showAfter().isZero() ? find(view).orElseThrow() : at(view, NOW.plus(patience.showAfter()));
        assertThat(finding.effective()).isEqualTo(effective);
        assertThat(finding.evidence()).isNotEmpty();
        assertThat(finding.evidence().get(0).value()).isNotEmpty();
        if (effective == PERMANENT || effective == CONDITIONAL) {
            assertThat(finding.remedy()).isNotEmpty().doesNotContain("NODE_").doesNotContain("null");
        }
        assertThat(find(nearMiss)).isEmpty();
    }

    @Test
    public void isNotPermanentBeforeItsProbationIsOver() {
        Patience patience = Patience.defaultOf(code);
        if (effective != CONDITIONAL || patience.span() == null) {
            return;
        }
        // Some symptoms say themselves that they began at START, the others begin when they are first seen.
        assertThat(at(view, START.plus(patience.span()).minusSeconds(1)).permanent()).as("a second short").isFalse();
        boolean onceIsEnough = patience.sightings() == 1;
        assertThat(at(view, NOW.plus(patience.span())).permanent())
                .as("in time, with one sighting of %d", patience.sightings())
                .isEqualTo(onceIsEnough);
    }
}
