package io.jenkins.plugins.prepullgate.testbed.registry;

import java.util.List;

/**
 * All that a repository's path says: what the image is, who may pull it, what goes wrong.
 *
 * @param shape the image
 * @param access who may pull
 * @param faults in the order of the path
 */
record Scenario(Shape shape, Access access, List<Fault.Planned> faults) {
    /**
     * Reads a repository's path.
     *
     * @throws IllegalArgumentException when a word's argument makes no sense; the message says which
     */
    static Scenario of(String repository) {
        return new Words(repository).scenario();
    }
}
