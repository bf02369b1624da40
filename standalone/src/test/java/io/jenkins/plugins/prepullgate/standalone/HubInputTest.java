package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** {@code prepull-gate hub} called wrongly, and where there is no hub. */
public class HubInputTest {
    private static final String URL = "http://127.0.0.1:9";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String token;

    @Before
    public void aToken() throws IOException {
        token = Files.writeString(folder.getRoot().toPath().resolve("token"), "abc\n").toString();
    }

    private static void misused(String words, String... args) {
        Run run = Run.of(args);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(words);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
    }

    /** What is not recognised as wrong would wait for minutes. */
    @Rule
    public final Timeout timeout = Timeout.seconds(300);

    @Test
    public void whatIsWrongIsNamedInOneLine() throws IOException {
        String empty = Files.writeString(folder.getRoot().toPath().resolve("empty"), "").toString();
        misused("a command is missing: wait, scale, seed, prune, restore", "hub");
        misused("--url", "hub", "wait", "--token-file", token);
        misused("a hub's address is like", "hub", "wait", "--url", "hub.example.org", "--token-file", token);
        misused("the API token is empty", "hub", "wait", "--url", URL, "--token-file", empty);
        misused("--token-file: '/no/such' cannot be read", "hub", "wait", "--url", URL, "--token-file", "/no/such");
        misused("--ca: ", "hub", "wait", "--url", URL, "--token-file", token, "--ca", "/no/such");
        misused("holds no certificate", "hub", "wait", "--url", URL, "--token-file", token, "--ca", empty);
        misused("the CA certificate is not readable as PEM", "hub", "wait", "--url", URL, "--token-file", token, "--ca", token);
        misused("--fail-on: 'broken' is none of dead, missing, stale, slow", "hub", "wait", "--url", URL, "--token-file", token,
                "--fail-on", "broken");
        misused("concurrency must be from 1 to 512, was 0", "hub", "wait", "--url", URL, "--token-file", token, "--concurrency", "0");
        misused("--budget: 'soon' is not a duration", "hub", "wait", "--url", URL, "--token-file", token, "--budget", "soon");
        misused("is staging itself", "hub", "scale", "--url", URL, "--token-file", token, "--production-url", URL + "/hub/",
                "--production-token-file", token);
        misused("the ratio must be from 0 to 1", "hub", "scale", "--url", URL, "--token-file", token, "--production-url", "http://127.0.0.1:8",
                "--production-token-file", token, "--min-ratio", "80");
        misused("--users is missing", "hub", "seed", "--url", URL, "--token-file", token);
        misused("servers at most as many", "hub", "seed", "--url", URL, "--token-file", token, "--users", "3", "--servers", "4");
        misused("goes with neither --users nor --servers", "hub", "seed", "--url", URL, "--token-file", token, "--users", "3", "--remove");
        misused("--servers: '200%' is more than 100%", "hub", "seed", "--url", URL, "--token-file", token, "--users", "3", "--servers", "200%");
        misused("--inactive-since: 'ever' is neither an age", "hub", "prune", "--url", URL, "--token-file", token, "--inactive-since", "ever");
        misused("--delete needs --backup", "hub", "prune", "--url", URL, "--token-file", token, "--inactive-since", "90d", "--delete");
        String old = Files.writeString(folder.getRoot().toPath().resolve("old.json"), "{}").toString();
        misused("exists already", "hub", "prune", "--url", URL, "--token-file", token, "--inactive-since", "90d", "--delete", "--backup", old);
        misused("is no backup of hub users", "hub", "restore", "--url", URL, "--token-file", token, old);
        misused("which has to confirm --even-production", "hub", "seed", "--url", URL, "--token-file", token, "--users", "3", "--even-production");
        misused("'other' is not 127.0.0.1:9", "hub", "seed", "--url", URL, "--token-file", token, "--users", "3", "--even-production",
                "--confirm", "other");
    }

    @Test
    public void noTokenIsTakenFromTheCommandLine() {
        misused("Unknown options: '--token', 'abc'", "hub", "wait", "--url", URL, "--token", "abc");
    }

    @Test
    public void aHubThatIsNotThereIsWaitedForAndCannotBeSeeded() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + free;
        // Long enough for a busy machine to be refused once before it is over.
        Run wait = Run.of("hub", "wait", "--url", url, "--token-file", token, "--budget", "5s");
        assertThat(wait.lines()).first().asString().startsWith("[prepull] waiting for the hub: cannot be connected to; ");
        assertThat(wait.lines()).last().isEqualTo("[prepull] HUB WAIT FAILED HUB_NOT_HEALTHY: the budget of 5s ran out: cannot be connected to");
        assertThat(wait.code()).isEqualTo(3);
        Run seed = Run.of("hub", "seed", "--url", url, "--token-file", token, "--users", "3", "--budget", "1s");
        assertThat(seed.err()).contains("hub 127.0.0.1:" + free + ": ");
        assertThat(seed.code()).isEqualTo(4);
    }

    @Test
    public void aReportThatCannotBeWrittenIsToldBeforeAnythingIsDone() {
        misused("--report: ", "hub", "wait", "--url", URL, "--token-file", token, "--report", Path.of("/no/such/report.json").toString());
    }
}
