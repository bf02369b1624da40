package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.jenkins.plugins.prepullgate.rollout.ReleaseFacts;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * helm's releases in a namespace, from the labels of the secrets in which helm keeps one for each revision. Read and watched only when somebody
 * asks for a release, since it takes the right to list secrets. Source: helm {@code pkg/storage/driver/secrets.go}.
 */
final class ReleaseStates implements AutoCloseable {
    private static final Selection HELM = new Selection("owner=helm", null);

    /** One revision of a release. */
    private record Revision(String release, int number, String status, Instant createdAt, Instant modifiedAt) {
        boolean good() {
            return status.equals("deployed") || status.equals("superseded");
        }
    }

    private final Shelf<Revision> revisions = new NameShelf<>();
    private final Reflector<HasMetadata, Revision> reflector;
    private final Derived<List<ReleaseFacts>> newest = new Derived<>();
    private boolean started;

    ReleaseStates(ClusterLink link, String namespace, Runnable changed) {
        reflector = new Reflector<>(
                new MetadataFeed(link::connection, namespace, HELM), ReleaseStates::revision, revisions, link.workshop(), changed);
    }

    /** Begins, at the first call. */
    synchronized void follow() {
        if (!started) {
            started = true;
            reflector.start();
        }
    }

    /** Null while nobody has asked for a release. */
    synchronized SourceState state() {
        return started ? reflector.state() : null;
    }

    /** The newest revision of each release, by name; the same list until one of them changes. */
    synchronized List<ReleaseFacts> items() {
        List<Revision> all = revisions.items();
        return newest.from(() -> newest(all), all);
    }

    /**
     * The same, read once.
     *
     * @throws ConnectionException when secrets cannot be listed
     */
    static List<ReleaseFacts> read(ClusterClient client, String namespace) throws ConnectionException {
        List<Revision> all = new ArrayList<>();
        new MetadataFeed(() -> client, namespace, HELM).readAll(secret -> revision(secret).ifPresent(all::add));
        return newest(all);
    }

    private static List<ReleaseFacts> newest(Collection<Revision> all) {
        Map<String, List<Revision>> byRelease = all.stream().collect(Collectors.groupingBy(Revision::release, TreeMap::new, Collectors.toList()));
        return byRelease.values().stream().map(ReleaseStates::ofRelease).collect(Collectors.toUnmodifiableList());
    }

    private static ReleaseFacts ofRelease(List<Revision> all) {
        Revision last = all.stream().max(Comparator.comparingInt(Revision::number)).orElseThrow();
        int good = all.stream().filter(Revision::good).mapToInt(Revision::number).max().orElse(0);
        return new ReleaseFacts(last.release(), last.number(), last.status(), last.createdAt(), last.modifiedAt(), good);
    }

    private static Optional<Revision> revision(HasMetadata secret) {
        ObjectMeta meta = Meta.of(secret);
        Map<String, String> labels = Meta.labels(meta.getLabels());
        String name = labels.getOrDefault("name", "");
        int number = (int) number(labels.get("version"));
        if (name.isEmpty() || number == 0) {
            return Optional.empty();
        }
        return Optional.of(new Revision(name, number, labels.getOrDefault("status", ""), Meta.time(meta.getCreationTimestamp()), changed(meta)));
    }

    /** 0 for what is no number. */
    private static long number(String text) {
        return text != null && text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    /** By the API server: helm's own label {@code modifiedAt} is copied from the revision before (helm 3.20). Null when unknown. */
    private static Instant changed(ObjectMeta meta) {
        return Meta.list(meta.getManagedFields()).stream()
                .map(entry -> Meta.time(entry.getTime()))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    @Override
    public void close() {
        reflector.close();
    }
}
