package io.jenkins.plugins.prepullgate.testbed.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What goes wrong with a request once it is read. */
sealed interface Fault {
    /** Another status than 200, with a registry's error document. */
    record Status(int code) implements Fault {}

    /** The answer never begins; the connection stays open. */
    record Hang() implements Fault {}

    /** The connection is reset instead of an answer. */
    record Reset() implements Fault {}

    /** The connection is closed instead of an answer. */
    record Close() implements Fault {}

    /** The answer begins late. */
    record Delay(Duration time) implements Fault {}

    /** A page of HTML with status 200, as captive portals and proxies send it. */
    record Portal() implements Fault {}

    /** Another Content-Type; empty: none. */
    record Type(String value) implements Fault {}

    /** The answer is to be fetched from another host (307), as registries do with blobs. */
    record Redirect(String host) implements Fault {}

    /** @param rate bytes a second */
    record Slow(long rate) implements Fault {}

    /** Nothing more comes after so many bytes of the whole; the connection stays open. */
    record Stall(long after) implements Fault {}

    /** The connection is closed after so many bytes of the whole; -1: half of it. */
    record Truncate(long after) implements Fault {}

    /** The connection is reset after so many bytes of the whole. */
    record Cut(long after) implements Fault {}

    /** The last byte is another than the digest says. */
    record Corrupt() implements Fault {}

    /**
     * A fault, where and when.
     *
     * @param places the requests that it befalls
     * @param lasts from the repository's first request; null: for ever
     * @param times so many requests only; 0: all
     */
    record Planned(Fault fault, Set<Place> places, Duration lasts, int times) {
        /**
         * Whether it befalls this request.
         *
         * @param first when the repository was first asked for anything
         * @param earlier how many requests of these places there were before
         */
        boolean befalls(Place place, Instant first, Instant now, int earlier) {
            return places.contains(place) && (lasts == null || now.isBefore(first.plus(lasts))) && (times == 0 || earlier < times);
        }
    }
}
