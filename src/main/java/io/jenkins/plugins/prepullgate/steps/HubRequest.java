package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import java.io.Serializable;

/** What a hub's step was asked for. Saved with the build; after a restart of the controller it is carried out again from the beginning. */
abstract class HubRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HubAddress address;

    HubRequest(HubAddress address) {
        this.address = address;
    }

    final HubAddress address() {
        return address;
    }

    /** The step's name. */
    abstract String step();

    /** @throws IllegalArgumentException naming the parameter that is malformed */
    abstract void checkRest() throws AbortException;

    /**
     * The work; blocks.
     *
     * @throws ConnectionException when nothing can be done
     */
    abstract HubResult work(HubClient client, HubStepRun run) throws Exception;

    final void check() throws AbortException {
        address.check("hubUrl", "credentialsId");
        try {
            checkRest();
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }
}
