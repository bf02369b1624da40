package io.jenkins.plugins.prepullgate.testbed.registry;

import java.util.LinkedHashMap;
import java.util.Map;

/** An image as a registry holds it. */
final class Image {
    private final Map<String, Content> manifests = new LinkedHashMap<>();
    private final Map<String, Content> configs = new LinkedHashMap<>();
    private final Map<String, Content> layers = new LinkedHashMap<>();
    private Content top;

    /** What the tag names: the manifest or the index that was added last. */
    Content top() {
        return top;
    }

    /** Null when there is none of this digest; so do the two below. */
    Content manifest(String digest) {
        return manifests.get(digest);
    }

    Content config(String digest) {
        return configs.get(digest);
    }

    Content layer(String digest) {
        return layers.get(digest);
    }

    Content addManifest(Content content) {
        manifests.put(content.digest(), content);
        top = content;
        return content;
    }

    Content addConfig(Content content) {
        configs.put(content.digest(), content);
        return content;
    }

    Content addLayer(Content content) {
        layers.put(content.digest(), content);
        return content;
    }
}
