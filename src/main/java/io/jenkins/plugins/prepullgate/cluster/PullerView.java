package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
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
    private volatile Made made;

    PullerView(NamespaceWatch namespace, PullerQuery query) {
        this.namespace = namespace;
        this.query = query;
    }

    PullerQuery query() {
        return query;
    }

    NamespaceWatch namespace() {
        return namespace;
    }

    /** Those of the DaemonSets that answer to the query. */
    List<DaemonSetFacts> pullers(List<DaemonSetFacts> all) {
        return all.stream().filter(set -> PullerGeneration.answers(set, query)).toList();
    }

    /**
     * The pods to watch. While no puller is there, those of the last one: helm replaces its hooks within two seconds, under the same name and
     * with the same labels. Guarded by the namespace.
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
                made = new Made(version, namespace.picture(this));
            }
            return made.view();
        }
    }
}
