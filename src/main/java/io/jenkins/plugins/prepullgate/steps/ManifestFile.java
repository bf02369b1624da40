package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A rendered chart, given as text or as a file on the build's agent. */
final class ManifestFile {
    private ManifestFile() {}

    /**
     * The text of the file, cut one byte beyond what a chart may have. May block for as long as an agent may take.
     *
     * @param path relative to the step's directory
     * @throws ConnectionException in one sentence, when it cannot be read
     */
    static String text(StepContext context, String path) throws ConnectionException {
        String what = "manifestFile: '" + path + "'";
        return AgentFiles.read(context, what, folder -> {
            if (folder == null) {
                throw AgentFiles.noAgent(what, "manifest");
            }
            try (InputStream in = folder.child(path).read()) {
                return new String(in.readNBytes(RenderedChart.LIMIT + 1), StandardCharsets.UTF_8);
            }
        });
    }

    /**
     * The chart that is given as text, or as a file on the agent.
     *
     * @param manifest null when it is a file
     * @param path null when it is a text
     * @throws ConnectionException in one sentence, when there is no chart
     */
    static RenderedChart chart(StepContext context, String manifest, String path) throws ConnectionException {
        String text = path == null ? Util.fixNull(manifest) : text(context, path);
        return made(() -> RenderedChart.parse(text, path == null ? "manifest" : "manifestFile " + path));
    }

    /**
     * Makes something out of texts that somebody has written.
     *
     * @throws ConnectionException in one sentence, when nothing can be made of them
     */
    static <T> T made(Supplier<T> made) throws ConnectionException {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(Kind.CONFIGURATION, Redaction.of(e.getMessage()), e);
        }
    }
}
