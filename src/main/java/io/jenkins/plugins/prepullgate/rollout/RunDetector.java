package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Pods whose containers do not run: no shell in the image, a crash, a sandbox or volume that cannot be set up, an eviction. */
final class RunDetector implements Detector {
    @Override
    public void look(Scene scene, List<NodeProgress> rows, Consumer<Symptom> report) {
        for (NodeProgress row : rows) {
            PodFacts pod = scene.podOn(row.node());
            if (pod == null || !row.expected() || row.state() == NodeState.READY) {
                continue;
            }
            if (pod.failed() && (pod.reason().equals("Evicted") || pod.reason().equals("Preempting"))) {
                report.accept(Symptom.ofNode(
                        FindingCode.EVICTED, row.node(), "the puller's pod was evicted", pod.ref(), "status.reason",
                        pod.reason() + ": " + Redaction.of(pod.message())));
            } else if (pod.bound() && !pod.failed() && pod.deletedAt() == null) {
                containers(scene, row, pod, report);
                setUp(scene, row, pod, report);
            }
        }
    }

    private static void containers(Scene scene, NodeProgress row, PodFacts pod, Consumer<Symptom> report) {
        Optional<PullPosition> position = scene.positionOn(row.node());
        if (position.isEmpty()) {
            return;
        }
        ContainerFacts container = position.get().container();
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

    private static void setUp(Scene scene, NodeProgress row, PodFacts pod, Consumer<Symptom> report) {
        if (row.state() != NodeState.STARTING) {
            return;
        }
        for (EventFacts event : scene.eventsAbout(pod.uid())) {
            FindingCode code = switch (event.reason()) {
                case "FailedCreatePodSandBox" -> FindingCode.SANDBOX_FAILED;
                case "FailedMount", "FailedAttachVolume" -> FindingCode.MOUNT;
                default -> null;
            };
            if (code != null) {
                report.accept(new Symptom(
                        code, row.node(), "", code.meaning(), pod.ref(), "event " + event.reason(), Redaction.of(event.message()), "", 1,
                        event.first()));
            }
        }
    }
}
