package io.jenkins.plugins.prepullgate.testbed.registry;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which request of a pull is meant. A runtime resolves with HEAD, then gets the manifests, then the config and the layers. */
enum Place {
    /** HEAD of a manifest: how a tag is resolved. */
    HEAD,
    /** GET of an index or a manifest. */
    GET,
    /** GET of the image's config. */
    CONFIG,
    /** GET of a layer. */
    LAYER,
    /** A token asked for at the token service. */
    TOKEN;

    static final Set<Place> MANIFEST = EnumSet.of(HEAD, GET);
    static final Set<Place> BLOB = EnumSet.of(CONFIG, LAYER);

    /** {@code head}, {@code get}, {@code config}, {@code layer}, {@code token}, {@code manifest}, {@code blob}, {@code any}. */
    static Set<Place> parse(String word) {
        return switch (word) {
            case "manifest" -> MANIFEST;
            case "blob" -> BLOB;
            case "any" -> EnumSet.allOf(Place.class);
            default -> EnumSet.of(valueOf(word.toUpperCase(Locale.ROOT)));
        };
    }
}
