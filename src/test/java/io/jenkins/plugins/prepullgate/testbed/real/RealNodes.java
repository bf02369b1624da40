package io.jenkins.plugins.prepullgate.testbed.real;

import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.testbed.Scripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.Assume;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/**
 * A control plane with real nodes, called {@code real-1}, {@code real-2} and so on, and the registry beside them. Where real nodes cannot run, the
 * class is skipped, with the reason.
 */
public final class RealNodes extends RealCluster {
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param nodes as {@code testbed/up --nodes} takes them, such as {@code real:1@1.7,1@2.2} */
    public RealNodes(String nodes) {
        super(nodes);
    }

    @Override
    public Statement apply(Statement base, Description description) {
        Statement whole = super.apply(base, description);
        if (description.isTest()) {
            return whole;
        }
        return new Statement() {
            @Override
            public void evaluate() throws Throwable {
                Scripts.Outcome possible = Scripts.run("nodes/possible");
                Assume.assumeTrue("left out: " + possible.output().strip(), possible.status() == 0);
                whole.evaluate();
            }
        };
    }

    /**
     * Steers the registry through its control port.
     *
     * @param method such as {@code PUT}
     * @param path such as {@code /repositories/app}
     * @param body such as {@code e503}
     * @return what it says
     */
    public String registry(String method, String path, String body) {
        try {
            URI uri = URI.create(Files.readString(directory().resolve("registry.url")).strip() + path);
            HttpRequest request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalArgumentException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the registry", e);
        }
    }

    /**
     * Makes trouble for a node's program; returns when it is made.
     *
     * @param action {@code kill} (it is started again at once), {@code stop}, {@code start}, {@code pause} or {@code resume}
     * @param program {@code containerd} or {@code kubelet}
     */
    public void trouble(String action, String node, String program) {
        Scripts.run("nodes/trouble", "--dir", directory().toString(), action, node, program).orFail();
    }
}
