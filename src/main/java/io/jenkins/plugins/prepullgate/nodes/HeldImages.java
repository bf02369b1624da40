package io.jenkins.plugins.prepullgate.nodes;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The images that a node lists in its status. A kubelet lists its 50 largest images with five names each, and up to 40 seconds late: what is listed is
 * there, of what is not listed nothing is known. Source: {@code --node-status-max-images}, {@code pkg/kubelet/nodestatus/setters.go}.
 *
 * @param node its name
 * @param images the names of each image, digests before tags
 */
public record HeldImages(String node, List<List<String>> images) {
    public HeldImages {
        Objects.requireNonNull(node, "node");
        images = images == null ? List.of() : images.stream().map(List::copyOf).toList();
    }

    /** The digest of an image that the node lists, empty text where it says none; empty when the image is not listed. */
    public Optional<String> digest(ImageReference image) {
        return images.stream()
                .filter(names -> names.stream().anyMatch(image::listedAs))
                .findFirst()
                .map(names -> names.stream().filter(name -> name.startsWith(image.repository() + "@")).findFirst().orElse(""))
                .map(name -> name.substring(name.indexOf('@') + 1));
    }
}
