package io.jenkins.plugins.prepullgate.nodes;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The images that a node lists in its status. A kubelet lists only its 50 largest images, with at most five names each, and up to 40 seconds late. So
 * an image that is listed is present, while nothing is known about one that is not. Source: {@code --node-status-max-images},
 * {@code pkg/kubelet/nodestatus/setters.go}.
 *
 * @param node the node's name
 * @param images for each image its names, digests before tags
 */
public record HeldImages(String node, List<List<String>> images) {
    public HeldImages {
        Objects.requireNonNull(node, "node");
        images = images == null ? List.of() : images.stream().map(List::copyOf).toList();
    }

    /** The digest of an image that the node lists, or an empty text if it lists the image without one; empty when the image is not listed. */
    public Optional<String> digest(ImageReference image) {
        return images.stream().filter(names -> names.stream().anyMatch(image::listedAs)).findFirst().map(names -> digestAmong(names, image));
    }

    private static String digestAmong(List<String> names, ImageReference image) {
        String prefix = image.repository() + "@";
        return names.stream().filter(name -> name.startsWith(prefix)).map(name -> name.substring(prefix.length())).findFirst().orElse("");
    }
}
