package io.jenkins.plugins.prepullgate.bench;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** {@link CrowdApi} in a process of its own. */
final class CrowdProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;
    private final int port;

    CrowdProcess(CrowdShape shape) throws IOException {
        List<String> sizes = List.of(shape.nodes(), shape.pods(), shape.rollouts(), shape.namespaces()).stream().map(String::valueOf).toList();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"), CrowdApi.class.getName());
        builder.command().addAll(sizes);
        // What is meant for the JVM that is measured.
        builder.environment().remove("JDK_JAVA_OPTIONS");
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = process.inputReader();
        commands = new PrintWriter(process.outputWriter(), true);
        port = (int) answer();
    }

    private long answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the cluster's process has ended");
        }
        return Long.parseLong(line);
    }

    ClusterTarget target() {
        return ClusterTarget.of("http://localhost:" + port, new Credentials.None());
    }

    /** Ends a rollout well. @return when, by {@link System#nanoTime()} */
    long end(int rollout) throws IOException {
        commands.println("end " + rollout);
        return answer();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
