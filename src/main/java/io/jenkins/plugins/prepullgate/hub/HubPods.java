package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.WorkloadPods;

/** The hub's pods as its cluster shows them. */
@FunctionalInterface
public interface HubPods {
    /**
     * Looks at them now. A server that wants to be left alone is not waited for.
     *
     * @throws ConnectionException when they cannot be seen
     */
    WorkloadPods.Look look() throws ConnectionException;
}
