package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import java.util.function.Consumer;

/** The two calls from which a picture of one resource is kept: read all of it, then hear of every change since. Both block. */
interface Feed<T> {
    /** Hands over every object. @return the resource version to watch from; empty when unknown */
    String readAll(Consumer<T> each) throws ConnectionException;

    /** Hears of changes from now on; the watch ends rather than reconnects. */
    Watch watch(String fromVersion, Watcher<T> watcher) throws ConnectionException;
}
