package io.jenkins.plugins.prepullgate.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where an image is known to be already.
 *
 * @param image as it is written
 * @param nodes how many nodes were asked
 * @param holders the nodes that list it, sorted
 * @param byDigest the nodes that list it, grouped by the digest they list; nodes that list no digest are left out
 */
public record ImagePresence(String image, int nodes, List<String> holders, Map<String, List<String>> byDigest) {
    /** How much of a digest is shown, as {@code docker images} does. */
    private static final int DIGITS = 12;

    public ImagePresence {
        Objects.requireNonNull(image, "image");
        holders = List.copyOf(holders);
        byDigest = new TreeMap<>(byDigest);
    }

    /**
     * Looks the image up on the nodes.
     *
     * @param image as people write it
     * @throws IllegalArgumentException when it is not an image reference
     */
    public static ImagePresence of(String image, List<HeldImages> nodes) {
        ImageReference reference = ImageReference.parse(image);
        List<String> holders = new ArrayList<>();
        Map<String, List<String>> byDigest = new TreeMap<>();
        for (HeldImages held : nodes) {
            Optional<String> digest = held.digest(reference);
            if (digest.isPresent()) {
                holders.add(held.node());
                if (!digest.get().isEmpty()) {
                    byDigest.computeIfAbsent(digest.get(), d -> new ArrayList<>()).add(held.node());
                }
            }
        }
        holders.sort(null);
        return new ImagePresence(image, nodes.size(), holders, byDigest);
    }

    /** Whether every node that was asked lists it. */
    public boolean everywhere() {
        return nodes > 0 && holders.size() == nodes;
    }

    /** Whether nodes list different images under the same name, as happens when a tag was moved. A puller does not repair that. */
    public boolean differs() {
        return byDigest.size() > 1;
    }

    /** The different images and one node of each, such as {@code sha256:0123456789ab on a (and 3 more), …}. */
    public String differences() {
        return byDigest.entrySet().stream()
                .map(e -> shortened(e.getKey()) + " on " + firstAndMore(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String firstAndMore(List<String> nodes) {
        return nodes.get(0) + (nodes.size() == 1 ? "" : " (and " + (nodes.size() - 1) + " more)");
    }

    private static String shortened(String digest) {
        int colon = digest.indexOf(':') + 1;
        return digest.substring(0, Math.min(digest.length(), colon + DIGITS));
    }
}
