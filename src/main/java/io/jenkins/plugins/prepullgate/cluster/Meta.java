package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What all mappings need: times, labels, owners. What an API server leaves out or garbles is read as absent. */
final class Meta {
    private static final ObjectMeta NOTHING = new ObjectMeta();

    /** The times that were last read, each in the slot that its hash gives. A race merely leaves two copies of a time. */
    private static final Instant[] TIMES = new Instant[1 << 12];

    private Meta() {}

    /** Never null. */
    static ObjectMeta of(HasMetadata object) {
        return object == null || object.getMetadata() == null ? NOTHING : object.getMetadata();
    }

    /** Whether the object has a name; without one it cannot be watched. */
    static boolean named(HasMetadata object) {
        return !text(of(object).getName()).isEmpty();
    }

    /** A time of the API, RFC 3339 with or without fractions; null when absent or unreadable. */
    static Instant time(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return shared(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The copy that was read before, if that was recently: most times of an object are the same, and times of whole seconds are those of many. */
    private static Instant shared(Instant time) {
        int slot = time.hashCode() & (TIMES.length - 1);
        Instant known = TIMES[slot];
        if (time.equals(known)) {
            return known;
        }
        TIMES[slot] = time;
        return time;
    }

    /**
     * Whether one resource version is older than another of the same resource. Resource versions are rising numbers (kubernetes/enhancements 5504);
     * about one that is not a number we know nothing.
     */
    static boolean older(String one, String other) {
        return number(one) && number(other) && (one.length() == other.length() ? one.compareTo(other) < 0 : one.length() < other.length());
    }

    private static boolean number(String version) {
        return version != null && version.matches("[1-9]\\d*");
    }

    static String text(String value) {
        return value == null ? "" : value;
    }

    /**
     * The single copy of a text that thousands of objects share, such as a reason or an image. At 5,000 nodes this saves most of the memory that the
     * facts would take.
     */
    static String shared(String value) {
        return value == null ? "" : value.intern();
    }

    static int number(Integer value) {
        return value == null ? 0 : value;
    }

    static boolean yes(Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    static <T> List<T> list(List<T> values) {
        return values == null ? List.of() : values.stream().filter(v -> v != null).toList();
    }

    /** Labels or annotations whose key passes, with shared keys and values; entries without a value are left out. */
    static Map<String, String> entries(Map<String, String> from, Predicate<String> keys) {
        Map<String, String> kept = new HashMap<>();
        if (from != null) {
            from.forEach((key, value) -> {
                if (key != null && value != null && keys.test(key)) {
                    kept.put(shared(key), shared(value));
                }
            });
        }
        return kept;
    }

    static Map<String, String> labels(Map<String, String> from) {
        return entries(from, key -> true);
    }

    /** The owner that controls the object. */
    static Optional<OwnerReference> controller(HasMetadata object) {
        return list(of(object).getOwnerReferences()).stream().filter(o -> yes(o.getController())).findFirst();
    }
}
