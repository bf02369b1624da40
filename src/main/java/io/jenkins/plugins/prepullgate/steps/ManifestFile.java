package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A rendered chart on the build's agent. */
final class ManifestFile {
    private ManifestFile() {}

    /**
     * What it holds, at most one byte more than is taken. May block, for as long as an agent may take.
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
}
