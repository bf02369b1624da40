package io.jenkins.plugins.prepullgate.hub;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Users to create on a hub, or to take away again.
 *
 * @param prefix their names are this and five digits, so that nobody takes them for people
 * @param users how many there are to be, counting those that are there already
 * @param servers how many of them, from the first on, are to have a running server
 * @param perSecond users created or removed per second at most; 0 for as fast as the hub bears
 * @param block how long one request may keep the hub from serving others
 * @param evenProduction whether to go on even if people seem to work on the hub
 */
public record SeedSpec(String prefix, int users, int servers, int perSecond, Duration block, boolean evenProduction) {
    public static final String DEFAULT_PREFIX = "prepull-seed-";
    public static final int MOST = 99_999;
    public static final Duration BLOCK = Duration.ofSeconds(1);
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9-]{2,38}-");

    public SeedSpec {
        Objects.requireNonNull(block, "block");
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("the prefix must be small letters, digits and dashes and end in a dash, was '" + prefix + "'");
        }
        if (users < 0 || users > MOST || servers < 0 || servers > users || perSecond < 0) {
            throw new IllegalArgumentException("users must be from 0 to " + MOST + ", servers at most as many, the rate not negative");
        }
    }

    public SeedSpec(int users, int servers) {
        this(DEFAULT_PREFIX, users, servers, 0, BLOCK, false);
    }

    /** Whether this is a name of ours. */
    boolean ours(String name) {
        return name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{5}");
    }

    /** The names that there are to be, in order. */
    Stream<String> names() {
        return IntStream.rangeClosed(1, users).mapToObj(i -> prefix + String.format(Locale.ROOT, "%05d", i));
    }
}
