package io.jenkins.plugins.prepullgate.steps;

import hudson.FilePath;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/** A rendered chart on the build's agent, read with the agent's rights as {@code readFile} does; on the controller it is data. */
final class ManifestFile {
    /** An agent that hangs must not hold one of the few threads. */
    private static final int SECONDS = 20;

    private ManifestFile() {}

    /**
     * What it holds, at most one byte more than is taken. May block, for as long as an agent may take.
     *
     * @param path relative to the step's directory
     * @throws ConnectionException in one sentence, when it cannot be read
     */
    @SuppressWarnings("try")
    static String text(StepContext context, String path) throws ConnectionException {
        try (Timeout limit = Timeout.limit(SECONDS, TimeUnit.SECONDS)) {
            FilePath folder = context.get(FilePath.class);
            if (folder == null) {
                throw refused("manifestFile: '" + path + "' is a file of an agent, and the step runs on none; put it into node { }, or give manifest instead", null);
            }
            try (InputStream in = folder.child(path).read()) {
                return new String(in.readNBytes(RenderedChart.LIMIT + 1), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw refused("manifestFile: '" + path + "' cannot be read from the agent: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            // By the limit; or by somebody who stops the step, who hears nothing of this any more.
            throw refused("manifestFile: the agent did not answer within " + SECONDS + " seconds", e);
        }
    }

    private static ConnectionException refused(String why, Exception cause) {
        return new ConnectionException(Kind.CONFIGURATION, Redaction.of(why), cause);
    }
}
