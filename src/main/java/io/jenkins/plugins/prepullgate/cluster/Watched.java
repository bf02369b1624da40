package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.SourceState;
import java.util.List;

/**
 * A resource that is watched. Whoever needs both reads the state first: what is seen later may be newer than the state says, and never older.
 *
 * @param shelf what is seen of it
 * @param reflector keeps it so, and says how well it sees
 */
record Watched<F>(Shelf<F> shelf, Reflector<?, F> reflector) {
    void start() {
        reflector.start();
    }

    SourceState state() {
        return reflector.state();
    }

    List<F> items() {
        return shelf.items();
    }

    void close() {
        reflector.close();
    }
}
