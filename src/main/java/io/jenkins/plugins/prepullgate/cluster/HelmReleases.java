package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.ReleaseCheck;
import io.jenkins.plugins.prepullgate.rollout.ReleaseFacts;
import java.time.Instant;
import java.util.List;

/** One look at helm's releases, before anything is begun. */
public final class HelmReleases {
    private HelmReleases() {}

    /**
     * Whether helm would refuse an upgrade. Needs the right to list secrets, of which nothing but the labels is read.
     *
     * @param release the one that is meant; empty when it is not known
     * @throws ConnectionException when the cluster cannot be asked; a missing right is told in a line, and refuses nothing
     */
    public static ReleaseCheck check(ClusterClient client, String namespace, String release, Policy policy, Instant now) throws ConnectionException {
        try {
            List<ReleaseFacts> releases = client.call(() -> ReleaseStates.read(client, namespace));
            return ReleaseCheck.of(releases, namespace, release, policy, client.theirs(now));
        } catch (ConnectionException e) {
            if (e.kind() != Kind.FORBIDDEN) {
                throw e;
            }
            String unknown = "whether a helm release is pending is not known: secrets of namespace " + namespace + " may not be listed";
            return new ReleaseCheck(null, List.of(unknown));
        }
    }
}
