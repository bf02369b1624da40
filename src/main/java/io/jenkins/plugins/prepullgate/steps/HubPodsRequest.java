package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import java.io.Serializable;

/** Which pods of which cluster a {@code waitForHub} was told to look at. Holds no secret: credentials are looked up again after a restart. */
final class HubPodsRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ClusterAddress address;
    private final String namespace;
    private final String selector;

    HubPodsRequest(HubCluster cluster) {
        address = cluster.address();
        namespace = cluster.getNamespace();
        selector = cluster.getSelector();
    }

    /** @throws AbortException naming what is malformed as part of {@code cluster}, since the hub has credentials and certificates of its own */
    void check() throws AbortException {
        try {
            Parameters.checkNamespace(namespace);
            address.check();
        } catch (AbortException | IllegalArgumentException e) {
            throw new AbortException("cluster: " + e.getMessage());
        }
    }

    ClusterAddress address() {
        return address;
    }

    String namespace() {
        return namespace;
    }

    /** A label selector. */
    String selector() {
        return selector;
    }
}
