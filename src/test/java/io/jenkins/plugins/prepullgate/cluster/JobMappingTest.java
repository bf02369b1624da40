package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.prepullgate.rollout.JobFacts;
import java.time.Instant;
import java.util.Map;
import org.junit.Test;

public class JobMappingTest {
    @Test
    public void onlyAwaitersAreKeptOfAllJobs() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  {name: hook-image-awaiter, namespace: jhub, uid: j-1, creationTimestamp: "2018-01-26T18:00:00Z", labels: {component: image-puller}}
                status: {active: 1, ready: 1, succeeded: 2, failed: 3, conditions: [{type: Failed, status: "True", reason: BackoffLimitExceeded}]}
                """;

        assertThat(JobMapping.facts(job(job))).contains(new JobFacts(
                "jhub", "hook-image-awaiter", "j-1", Map.of("component", "image-puller"), Instant.parse("2018-01-26T18:00:00Z"), null, 1, 1, 2, 3,
                "BackoffLimitExceeded"));
        String old = job.replace("hook-image-awaiter", "pre-puller-1516989600-hub-3").replace(", labels: {component: image-puller}", "");
        assertThat(JobMapping.facts(job(old))).isPresent();
        assertThat(JobMapping.facts(job(job.replace("hook-image-awaiter", "backup")))).isEmpty();
        assertThat(JobMapping.facts(new Job())).isEmpty();
        assertThat(JobMapping.facts(job(job.replaceAll("status: .*", ""))).orElseThrow().failure()).isEmpty();
    }

    private static Job job(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, Job.class);
    }
}
