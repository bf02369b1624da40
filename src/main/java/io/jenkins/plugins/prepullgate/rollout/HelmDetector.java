package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.List;
import java.util.function.Consumer;

/** The chart's own awaiter, and the release that helm is changing. */
final class HelmDetector implements Detector {
    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        boolean missing = !rows.missing().isEmpty();
        for (JobFacts job : scene.view.awaiters()) {
            if (ours(scene, job)) {
                awaiter(job, missing, report);
                if (missing && scene.policy.helmTimeoutKnown()) {
                    deadline(job, report);
                }
            }
        }
    }

    /** A Job from before the puller is a leftover of an earlier revision; z2jh 0.6 makes the puller after its Job. */
    private static boolean ours(Scene scene, JobFacts job) {
        DaemonSetFacts set = scene.puller;
        if (set == null || job.createdAt() == null || set.createdAt() == null) {
            return false;
        }
        boolean old = PullerGeneration.isProgramOfV06(job);
        return old ? !set.createdAt().isBefore(job.createdAt()) : !job.createdAt().isBefore(set.createdAt());
    }

    private static void awaiter(JobFacts job, boolean missing, Consumer<Symptom> report) {
        if (!job.failure().isEmpty()) {
            report.accept(Symptom.ofRollout(
                    FindingCode.AWAITER_FAILED, "the chart's awaiter has failed: " + job.failure(), ref(job), "status.conditions[Failed]",
                            job.failure()));
        } else if (job.succeeded() > 0 && missing) {
            report.accept(Symptom.ofRollout(
                    FindingCode.AWAITER_FALSE_SUCCESS, "the chart's awaiter passed although not every node has its images", ref(job),
                    "status.succeeded", Integer.toString(job.succeeded())));
        } else if (job.succeeded() == 0 && Integer.valueOf(0).equals(job.running())) {
            report.accept(Symptom.ofRollout(
                    FindingCode.AWAITER_PENDING, "the chart's awaiter does not run, so helm will not learn that the images are there", ref(job),
                    "status.active, status.ready", job.active() + ", 0"));
        }
    }

    /** helm's deadline is the Job's creation plus its timeout (measured: to 0.24 s); then it deletes the puller, and the evidence with it. */
    private static void deadline(JobFacts job, Consumer<Symptom> report) {
        report.accept(Symptom.ofRollout(
                FindingCode.HELM_TIMEOUT_NEAR, "helm is about to give up on its hook and to delete the puller", ref(job),
                        "metadata.creationTimestamp",
                job.createdAt().toString()).at(job.createdAt()));
    }

    private static String ref(JobFacts job) {
        return "Job " + job.namespace() + "/" + job.name();
    }
}
