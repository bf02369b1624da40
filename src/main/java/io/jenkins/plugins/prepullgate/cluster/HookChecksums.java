package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The checksum by which the chart decides whether it needs to pull at all ({@code pullOnlyOnChanges}), from the hub's ConfigMap. It is read once,
 * for a wait that finds no puller when it begins. Without the right to read it, a wait merely learns later that no puller comes.
 */
final class HookChecksums {
    private static final Logger LOGGER = Logger.getLogger(HookChecksums.class.getName());
    static final String KEY = "checksum_hook-image-puller";
    private static final Selection HUBS = new Selection("component=hub", null);
    /** Waits that begin together read it together. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final ClusterLink link;
    private final String namespace;
    private final Runnable changed;
    private Instant asked;
    private volatile Map<String, String> byRelease = Map.of();

    HookChecksums(ClusterLink link, String namespace, Runnable changed) {
        this.link = link;
        this.namespace = namespace;
        this.changed = changed;
    }

    /**
     * What was read for earlier waits is not good enough for one that begins now, unless that has just been done.
     *
     * @return whether something was known before
     */
    synchronized boolean expire() {
        if (asked == null || link.workshop().now().isBefore(asked.plus(FRESH))) {
            return false;
        }
        asked = null;
        boolean known = !byRelease.isEmpty();
        byRelease = Map.of();
        return known;
    }

    /** Reads them, unless that has been done. Returns at once; until the answer is there, nothing is known. */
    void look() {
        synchronized (this) {
            if (asked != null) {
                return;
            }
            asked = link.workshop().now();
        }
        link.workshop().run(this::read);
    }

    /** The checksum of that release, or of the only hub in the namespace when it is empty; empty when unknown. */
    String of(String release) {
        return of(release, byRelease);
    }

    private static String of(String release, Map<String, String> known) {
        if (release.isEmpty()) {
            return known.size() == 1 ? known.values().iterator().next() : "";
        }
        return known.getOrDefault(release, "");
    }

    private void read() {
        Map<String, String> read = Map.of();
        try {
            read = read(link.connection(), namespace);
        } catch (ConnectionException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "The hub's checksum in namespace " + namespace + " is not known");
        }
        if (!read.isEmpty()) {
            byRelease = Map.copyOf(read);
            changed.run();
        }
    }

    /** The checksum of a release, as by {@link #of}, but read from the API now. Fails as the library does. */
    static String read(ClusterClient client, String namespace, String release) {
        return of(release, read(client, namespace));
    }

    /** The checksums of the hubs in a namespace, by release. */
    private static Map<String, String> read(ClusterClient client, String namespace) {
        Map<String, String> read = new HashMap<>();
        new Pages<>(client.fabric8().configMaps().inNamespace(namespace), HUBS).forEach(map -> keep(map, read));
        return read;
    }

    private static void keep(ConfigMap map, Map<String, String> into) {
        ObjectMeta meta = Meta.of(map);
        String checksum = map.getData() == null ? null : map.getData().get(KEY);
        if (Meta.named(map) && checksum != null) {
            into.put(Meta.labels(meta.getLabels()).getOrDefault("release", meta.getName()), checksum);
        }
    }
}
