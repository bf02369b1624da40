package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.standalone.documents.Tutorial;
import io.jenkins.plugins.prepullgate.standalone.documents.Tutorial.Typed;
import io.jenkins.plugins.prepullgate.testbed.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code docs/TUTORIAL.md}, typed from its second step to its last: what is shown there comes, and what fails there fails. */
public class TutorialClusterTest {
    private static final String MARK = "ended with ";
    /** Of the times that the page shows one was true for its author alone. */
    private static final List<String> CHANGING = List.of(
            "\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ",
            "\\b\\d\\d:\\d\\d:\\d\\dZ",
            "\\b[A-Z][a-z]{2} [A-Z][a-z]{2} +\\d+ \\d\\d:\\d\\d:\\d\\d \\d{4}",
            "\\b(\\d+m)?\\d+s\\b",
            "(?<=prepull-process-)\\S+",
            "(?<=for process )\\d+ on \\S+(?=;)",
            "(?<=evidence: Pod ).*",
            "\\S*prepull-gate-testbed-\\d+");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;

    @Before
    public void aCheckoutWithACommandThatIsBuilt() throws IOException {
        Scripts.Outcome built = Scripts.run("build", "--where");
        Assume.assumeTrue("the test bed: " + built.output().strip(), built.status() == 0);
        root = folder.getRoot().toPath();
        Files.createSymbolicLink(root.resolve("testbed"), Scripts.folder());
        OwnProgram.write(root.resolve("prepull-gate"), "");
    }

    @After
    public void nothingIsLeftRunning() throws IOException {
        try (Stream<Path> clusters = Files.exists(clusters()) ? Files.list(clusters()) : Stream.empty()) {
            clusters.forEach(cluster -> Scripts.run("down", "--dir", cluster.toString()).orFail());
        }
    }

    private Path clusters() throws IOException {
        return root.resolve("prepull-gate-testbed-" + Files.getAttribute(root, "unix:uid"));
    }

    @Test
    public void everyCommandDoesWhatThePageShows() throws IOException {
        // The clone is this one; LauncherTest builds the command and DemoTest plays the demo.
        List<Typed> typed = Tutorial.typed().stream().filter(each -> !each.command().matches("git clone .*|./prepull-gate demo")).toList();
        assertThat(typed).hasSizeGreaterThan(20);
        Path script = Files.writeString(root.resolve("typed.sh"), Tutorial.script(typed, MARK, this::here));

        String output = Scripts.run(List.of("env", "-C", root.toString(), "-u", "KUBECONFIG", "TMPDIR=" + root, "timeout", "400", "bash",
                script.toString()))
                .output();

        String[] answers = output.split("(?m)^(?=" + MARK + ")");
        assertThat(answers).as(output).hasSize(typed.size() + 1);
        for (int i = 0; i < typed.size(); i++) {
            Typed each = typed.get(i);
            String answer = i == 0 ? answers[0] : answers[i].substring(answers[i].indexOf('\n') + 1);
            Matcher ended = Pattern.compile(MARK + "(\\d+)").matcher(answers[i + 1]);
            assertThat(ended.lookingAt()).isTrue();
            assertThat(!ended.group(1).equals("0")).as(each.command() + " fails:\n" + answer).isEqualTo(each.fails());
            if (!each.shown().isEmpty()) {
                assertThat(plain(answer)).as(each.command()).containsSubsequence(plain(String.join("\n", each.shown())));
            }
        }
    }

    /** With a cluster of its own, which does not outlive this process. */
    private String here(String command) {
        return command.replaceAll("/tmp/(?=prepull-gate-testbed-)", Matcher.quoteReplacement(root + "/"))
                .replaceAll("(?<=prepull-gate-testbed-)\\d+", "\\$(id -u)")
                .replace("testbed/up ", "testbed/up --owner " + ProcessHandle.current().pid() + " ");
    }

    /** The lines, without what is another at every time, and without progress: what is seen of it depends on the moment. */
    private static List<String> plain(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.matches("\\[prepull\\] \\d+/\\d+ ready, .*"))
                .map(line -> {
                    String plain = line;
                    for (String each : CHANGING) {
                        plain = plain.replaceAll(each, "~");
                    }
                    return plain.replaceAll("\\s+", " ").strip();
                })
                .toList();
    }
}
