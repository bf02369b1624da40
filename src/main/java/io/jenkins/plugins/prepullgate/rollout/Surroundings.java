package io.jenkins.plugins.prepullgate.rollout;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lies about a puller: nothing of it decides a wait. Parts that may not be read are empty.
 *
 * @param images the puller's images on the nodes, by reference as the template has it
 * @param users pods of users that run now; null when there are none or they may not be read
 * @param accounts the image pull secrets of the namespace's service accounts, by name
 * @param disks the disks of nodes that the puller's images may fill, by node
 */
public record Surroundings(Map<String, ImageOnNodes> images, UserPods users, Map<String, List<String>> accounts, Map<String, NodeDisk> disks) {
    /** Nothing is known. */
    public static final Surroundings UNKNOWN = new Surroundings(Map.of(), null, Map.of(), Map.of());

    static final String DEFAULT_ACCOUNT = "default";

    public Surroundings {
        images = images == null ? Map.of() : Map.copyOf(images);
        accounts = accounts == null ? Map.of() : Map.copyOf(accounts);
        disks = disks == null ? Map.of() : Map.copyOf(disks);
    }

    /** Whether the node says that it has the image. */
    boolean has(String node, String image) {
        ImageOnNodes known = images.get(image);
        return known != null && known.includes(node);
    }

    /** The image's compressed size; 0 while unknown. */
    long bytes(String image) {
        ImageOnNodes known = images.get(image);
        return known == null ? 0 : known.bytes();
    }

    /** The pull secrets that admission gives to pods of the account which have none of their own; empty when unknown. */
    Optional<List<String>> secretsOf(String account) {
        return Optional.ofNullable(accounts.get(account.isEmpty() ? DEFAULT_ACCOUNT : account));
    }
}
