package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.jenkins.plugins.prepullgate.rollout.JobFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import java.util.Map;
import java.util.Optional;

/** Maps Jobs, of which only the charts' awaiters are kept. */
final class JobMapping {
    private JobMapping() {}

    /** Empty for any Job but an awaiter. */
    static Optional<JobFacts> facts(Job job) {
        ObjectMeta meta = Meta.of(job);
        Map<String, String> labels = Meta.labels(meta.getLabels());
        if (!Meta.named(job) || !PullerGeneration.isAwaiter(meta.getName(), labels.get("component"))) {
            return Optional.empty();
        }
        JobStatus status = job.getStatus() == null ? new JobStatus() : job.getStatus();
        return Optional.of(new JobFacts(
                Meta.text(meta.getNamespace()),
                meta.getName(),
                meta.getUid(),
                labels,
                Meta.time(meta.getCreationTimestamp()),
                Meta.time(meta.getDeletionTimestamp()),
                Meta.number(status.getActive()),
                status.getReady(),
                Meta.number(status.getSucceeded()),
                Meta.number(status.getFailed()),
                failure(status)));
    }

    private static String failure(JobStatus status) {
        return Meta.list(status.getConditions()).stream()
                .filter(c -> "Failed".equals(c.getType()) && "True".equals(c.getStatus()))
                .map(c -> Meta.text(c.getReason()).isEmpty() ? "Failed" : c.getReason())
                .findFirst()
                .orElse("");
    }
}
