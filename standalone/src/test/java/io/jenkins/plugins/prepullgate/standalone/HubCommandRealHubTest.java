package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.prepullgate.hub.RealHub;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.ClassRule;
import org.junit.Test;

/** The commands on two real hubs: their lines, reports and exit codes. */
public class HubCommandRealHubTest {
    @ClassRule
    public static final RealHub staging = new RealHub(2, 2);

    @ClassRule
    public static final RealHub production = new RealHub(30, 12);

    private static String token(RealHub hub, String account) {
        return hub.directory().resolve(account + ".token").toString();
    }

    @Test
    public void aWaitPassesAndReportsItsNumbers() throws Exception {
        Run run = Run.of("hub", "wait", "--url", production.url(), "--token-file", token(production, "gate"), "--output", "json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.get("kind").asText()).isEqualTo("hub-wait");
        assertThat(report.at("/counts/alive").asInt()).isEqualTo(12);
        assertThat(report.get("version").asText()).isEqualTo("5.5.4");
        assertThat(run.err()).contains("[prepull] 12/12 routes checked [####################]")
                .contains("[prepull] HUB WAIT PASSED: JupyterHub 5.5.4 serves after ");
    }

    @Test
    public void aScaleThatIsTooSmallFailsOrWarns() {
        String[] args = {"hub", "scale", "--url", staging.url(), "--token-file", token(staging, "gate"), "--production-url", production.url(),
            "--production-token-file", token(production, "gate"), "--min-ratio", "0.9"};
        Run run = Run.of(args);
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).containsPattern("users with servers +2 +12\n");
        assertThat(run.lines()).last().asString().startsWith("[prepull] HUB SCALE FAILED HUB_SCALE_DRIFT: staging is smaller than 90% of production: ");
        String[] warning = Arrays.copyOf(args, args.length + 1);
        warning[args.length] = "--warn";
        assertThat(Run.of(warning).code()).isZero();
    }

    @Test
    public void aTokenWithoutTheScopeEndsWithFour() {
        Run run = Run.of("hub", "wait", "--url", staging.url(), "--token-file", token(staging, "nobody"));
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("requires any of [list:users]");
    }

    @Test
    public void aSignalEndsASeedingWithALastWordAndTheNextRunGoesOn() throws Exception {
        String[] seed = {"hub", "seed", "--url", staging.url(), "--token-file", token(staging, "seeder"), "--users", "400"};
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                        PrepullGateCommand.class.getName());
        builder.command().addAll(List.of(seed));
        Process process = builder.redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            StringBuilder read = new StringBuilder();
            while (read.indexOf("users created") < 0) {
                int next = out.read();
                assertThat(next).as("the command ended early: " + read).isNotNegative();
                read.append((char) next);
            }
            // A process's own destroy() would close its output as well.
            process.toHandle().destroy();
            String rest = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(read + rest).isEqualTo(130);
            assertThat(rest).contains("[prepull] interrupted at ");
        } finally {
            process.destroyForcibly();
        }
        Run next = Run.of(seed);
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.lines()).last().asString().containsPattern("HUB SEED PASSED: 400 users are on .*: [1-9]\\d* were there, ");
        assertThat(Run.of("hub", "seed", "--url", staging.url(), "--token-file", token(staging, "seeder"), "--remove").lines())
                .last().asString().startsWith("[prepull] HUB SEED PASSED: 400 users removed from ");
    }
}
