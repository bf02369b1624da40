package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.List;
import java.util.function.Consumer;

/** The chart's own awaiter, and the release that helm is changing. */
final class HelmDetector implements Detector {
    @Override
    public void look(Scene scene, List<NodeProgress> rows, Consumer<Symptom> report) {
        DaemonSetFacts set = scene.puller;
        for (JobFacts job : scene.view.awaiters()) {
            // A Job from before the puller is a leftover of an earlier revision.
            boolean ours = set != null && job.createdAt() != null && set.createdAt() != null && !job.createdAt().isBefore(set.createdAt());
            if (ours && !job.failure().isEmpty()) {
                report.accept(Symptom.ofRollout(
                        FindingCode.AWAITER_FAILED, "the chart's awaiter has failed: " + job.failure(), ref(job), "status.conditions[Failed]",
                        job.failure()));
            }
            boolean missing = rows.stream().anyMatch(r -> r.expected() && r.state() != NodeState.READY);
            if (ours && job.succeeded() > 0 && missing) {
                report.accept(Symptom.ofRollout(
                        FindingCode.AWAITER_FALSE_SUCCESS, "the chart's awaiter passed although not every node has its images", ref(job),
                        "status.succeeded", Integer.toString(job.succeeded())));
            }
        }
    }

    private static String ref(JobFacts job) {
        return "Job " + job.namespace() + "/" + job.name();
    }
}
