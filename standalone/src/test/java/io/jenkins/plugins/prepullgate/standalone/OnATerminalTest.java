package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;

/** The real process on a real pseudo-terminal, which script(1) of util-linux lends it. */
public class OnATerminalTest {
    private static final String ESCAPE = "\u001b";
    private static final String UP = "\u001b\\[\\d+A";

    @Before
    public void thereIsATerminalToLend() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")));
    }

    @Test(timeout = 120_000)
    public void theWaitIsAPictureAndThenLines() throws Exception {
        String written = play(Map.of("TERM", "xterm-256color"));
        assertThat(written).containsPattern(UP).containsPattern("\u001b\\[32m").contains("NODE", "budget");
        assertThat(written.substring(written.lastIndexOf(ESCAPE)))
                .contains("[prepull] found DaemonSet", "[prepull] PREPULL COMPLETE").doesNotContain("budget ");
    }

    @Test(timeout = 120_000)
    public void withNoColorThePictureHasNone() throws Exception {
        assertThat(play(Map.of("TERM", "xterm-256color", "NO_COLOR", "1"))).containsPattern(UP).doesNotContainPattern("\u001b\\[[0-9;]*m");
    }

    @Test(timeout = 120_000)
    public void inABuildAndOnADumbTerminalThereAreLines() throws Exception {
        assertThat(play(Map.of("TERM", "xterm-256color", "CI", "true"))).contains("[prepull] PREPULL COMPLETE").doesNotContain(ESCAPE);
        assertThat(play(Map.of("TERM", "dumb"))).contains("[prepull] PREPULL COMPLETE").doesNotContain(ESCAPE);
    }

    @Test(timeout = 120_000)
    public void aPipeAtStdinDoesNotMatter() throws Exception {
        String written = play(Map.of("TERM", "xterm-256color"), "< /dev/null");
        assertThat(written).containsPattern(UP).containsPattern("\u001b\\[32m").contains("NODE", "budget", "[prepull] PREPULL COMPLETE");
    }

    @Test(timeout = 120_000)
    public void whoAsksForLinesGetsThem() throws Exception {
        assertThat(play(Map.of("TERM", "xterm-256color"), "--plain")).contains("[prepull] PREPULL COMPLETE").doesNotContain(ESCAPE);
    }

    private static String play(Map<String, String> environment, String... more) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String command = java + " -XX:TieredStopAtLevel=1 -cp '" + classes + "' " + PrepullGateCommand.class.getName() + " drill success --speed 20 "
                + String.join(" ", more);
        ProcessBuilder builder = new ProcessBuilder(List.of("/usr/bin/script", "--quiet", "--return", "--command", command, "/dev/null"));
        List.of("CI", "JENKINS_URL", "TF_BUILD", "TEAMCITY_VERSION", "NO_COLOR").forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(written).isZero();
        return written;
    }
}
