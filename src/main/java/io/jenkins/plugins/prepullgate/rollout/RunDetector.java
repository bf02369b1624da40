package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.function.Consumer;

/** Pods whose containers do not run: no shell in the image, a crash, a sandbox or volume that cannot be set up, an eviction. */
final class RunDetector implements SiteDetector {
    @Override
    public void look(Spot spot, NodeProgress row, Consumer<Symptom> report) {
        PodFacts pod = spot.pod;
        if (pod == null || !row.expected() || row.state() == NodeState.READY) {
            return;
        }
        if (pod.failed() && (pod.reason().equals("Evicted") || pod.reason().equals("Preempting"))) {
            report.accept(Symptom.ofNode(
                    FindingCode.EVICTED, row.node(), "the puller's pod was evicted", pod.ref(), "status.reason",
                    pod.reason() + ": " + Redaction.of(pod.message())));
        } else if (pod.bound() && !pod.failed() && pod.deletedAt() == null) {
            spot.site.position().ifPresent(position -> container(position.container(), row, pod, report));
            setUp(spot, row, report);
        }
    }

    private static void container(ContainerFacts container, NodeProgress row, PodFacts pod, Consumer<Symptom> report) {
        RunFailures.classify(container).ifPresent(code -> {
            ContainerState state = container.state();
            String what = state.terminated() ? "exit code " + state.exitCode() + " " + state.reason() : state.reason();
            String message = state.message().isEmpty() ? container.lastState().message() : state.message();
            report.accept(new Symptom(
                    code, row.node(), container.image(), container.image() + ": " + code.meaning(), pod.ref(),
                    pod.field(container) + ".state", Redaction.of(what + ": " + message),
                    Integer.toString(container.restartCount()), container.restartCount() + 1, null));
        });
    }

    private static void setUp(Spot spot, NodeProgress row, Consumer<Symptom> report) {
        if (row.state() != NodeState.STARTING) {
            return;
        }
        for (EventFacts event : spot.site.events()) {
            FindingCode code = switch (event.reason()) {
                case "FailedCreatePodSandBox" -> FindingCode.SANDBOX_FAILED;
                case "FailedMount", "FailedAttachVolume" -> FindingCode.MOUNT;
                default -> null;
            };
            if (code != null) {
                report.accept(new Symptom(
                        code, row.node(), "", code.meaning(), spot.pod.ref(), "event " + event.reason(), Redaction.of(event.message()), "", 1,
                        event.first()));
            }
        }
    }
}
