package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.SharedSight;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The view of one puller, made once per change and shared by all who wait for that puller. */
final class PullerView {
    private record Made(long version, RolloutView view) {}

    private final NamespaceWatch namespace;
    private final PullerQuery query;
    /** Guarded by the namespace. */
    int waits;

    private Set<Map<String, String>> selectors = Set.of();
    /** Guarded by this view. */
    private final Picture picture;

    private final SharedSight sight = new SharedSight();
    private volatile Made made;

    PullerView(NamespaceWatch namespace, PullerQuery query, Picture picture) {
        this.namespace = namespace;
        this.query = query;
        this.picture = picture;
    }

    SharedSight sight() {
        return sight;
    }

    PullerQuery query() {
        return query;
    }

    NamespaceWatch namespace() {
        return namespace;
    }

    /**
     * The pods to watch, with these DaemonSets there. While no puller is there, those of the last one: helm replaces its hooks within two seconds,
     * under the same name and with the same labels. Guarded by the namespace.
     */
    Set<Map<String, String>> follow(List<DaemonSetFacts> pullers) {
        if (!pullers.isEmpty()) {
            selectors = pullers.stream().map(DaemonSetFacts::matchLabels).collect(Collectors.toSet());
        }
        return selectors;
    }

    RolloutView view() {
        // The version is read before the parts: a part that changes meanwhile raises it, and the next call makes the view anew.
        long version = namespace.version();
        Made last = made;
        if (last != null && last.version() == version) {
            return last.view();
        }
        synchronized (this) {
            if (made == null || made.version() < version) {
                made = new Made(version, picture.view());
            }
            return made.view();
        }
    }
}
