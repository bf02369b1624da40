package io.jenkins.plugins.prepullgate.cluster;

import java.util.function.Consumer;

/** The two calls from which a picture of one resource is kept: read all of it, then hear of every change since. Both block. */
interface Feed<T> {
    /**
     * Hands over every object.
     *
     * @return the resource version to watch from; empty when unknown
     */
    String readAll(Consumer<T> each) throws ConnectionException;

    /** Hears of changes from now on. Returns once the watch stands; it ends rather than reconnects. */
    Line watch(String fromVersion, Listener<T> listener) throws ConnectionException;

    /** A watch that stands. */
    interface Line {
        /** Ends it, without telling the listener. */
        void close();
    }

    /** Hears of one watch, call by call. */
    interface Listener<T> {
        /** It is there now, or is different. */
        void put(T object);

        /** It is gone. */
        void removed(T object);

        /** Nothing has happened up to that resource version. */
        void upTo(String version);

        /**
         * The watch has ended, and not by {@link Line#close}; the last call.
         *
         * @param cause null when the server ended it in good order
         */
        void ended(Throwable cause);
    }
}
