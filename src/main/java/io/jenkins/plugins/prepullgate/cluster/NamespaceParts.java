package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.JobFacts;

/**
 * What is watched and read of one namespace.
 *
 * @param daemonSets all of them
 * @param awaiters the chart's Jobs that wait for pullers
 * @param events about pullers and pulls
 * @param pods of the pullers that somebody waits for
 * @param checksums with which the chart decides whether to pull
 * @param neighbours what users' pods pull with
 * @param releases helm's, once somebody asks for them
 */
record NamespaceParts(
        Watched<DaemonSetFacts> daemonSets,
        Watched<JobFacts> awaiters,
        Watched<EventFacts> events,
        PodWatches pods,
        HookChecksums checksums,
        Neighbours neighbours,
        ReleaseStates releases) {
    /** DaemonSets first: all else hangs on them. */
    void start() {
        daemonSets.start();
        events.start();
        awaiters.start();
    }

    void close() {
        daemonSets.close();
        awaiters.close();
        events.close();
        pods.close();
        releases.close();
    }
}
