package io.jenkins.plugins.prepullgate.steps;

import hudson.FilePath;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/** Files on the agent that a step runs on, read with the agent's rights as {@code readFile} does. To the controller their content is only data. */
final class AgentFiles {
    /** The longest time to wait, since an agent that hangs must not keep one of the few threads. */
    private static final int SECONDS = 20;

    /** Reads something from the agent. */
    @FunctionalInterface
    interface Reading<T> {
        /** @param folder the step's directory; null when it runs on no agent */
        T from(FilePath folder) throws ConnectionException, IOException, InterruptedException;
    }

    private AgentFiles() {}

    /**
     * Reads; blocks for as long as an agent may take.
     *
     * @param what what messages call it
     * @throws ConnectionException in one sentence, when it cannot be read
     */
    @SuppressWarnings("try")
    static <T> T read(StepContext context, String what, Reading<T> reading) throws ConnectionException {
        try (Timeout limit = Timeout.limit(SECONDS, TimeUnit.SECONDS)) {
            return reading.from(context.get(FilePath.class));
        } catch (IOException e) {
            throw refused(what + " cannot be read from the agent: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            // Either the limit is over, or somebody has stopped the step, and then nobody sees this message.
            throw refused(what + ": the agent did not answer within " + SECONDS + " seconds", e);
        }
    }

    /** @param instead the parameter that needs no agent */
    static ConnectionException noAgent(String what, String instead) {
        return refused(what + " is a file of an agent, and the step runs on none; put it into node { }, or give " + instead + " instead", null);
    }

    static ConnectionException refused(String why, Exception cause) {
        return new ConnectionException(Kind.CONFIGURATION, Redaction.of(why), cause);
    }
}
