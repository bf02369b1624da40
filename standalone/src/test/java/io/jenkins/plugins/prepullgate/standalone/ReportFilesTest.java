package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code --report} and {@code --output github}, on a recorded wait. */
public class ReportFilesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static String recording() {
        Path here = Path.of("src/test/resources/recordings/not-found-everywhere.jsonl");
        return (Files.exists(here) ? here : Path.of("..").resolve(here)).toString();
    }

    private Path file(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    @Test
    public void oneRunWritesAllForms() throws IOException {
        Run run = Run.of(
                "replay", recording(), "--report", file("r.html").toString(), "--report", file("r.json").toString(), "--report",
                file("r.xml").toString());
        assertThat(run.code()).isEqualTo(ExitCode.DOOMED);
        assertThat(Files.readString(file("r.html"))).startsWith("<!DOCTYPE html>").contains("<svg", "PULL_NOT_FOUND");
        assertThat(Files.readString(file("r.json"))).startsWith("{").contains("\"PULL_NOT_FOUND\"");
        assertThat(Files.readString(file("r.xml"))).startsWith("<?xml").contains("<failure type=\"PULL_NOT_FOUND\"");
    }

    @Test
    public void aRecordingGivesTheSamePageEveryTime() throws IOException {
        Run.of("replay", recording(), "--report", file("one.html").toString());
        Run.of("replay", recording(), "--report", file("two.html").toString());
        assertThat(Files.readString(file("two.html"))).isEqualTo(Files.readString(file("one.html")));
    }

    /** Also of those that were stopped in the middle, saw no puller, or hold whatever a registry said. */
    @Test
    public void everyRecordedWaitHasAWellFormedPageAndResults() throws Exception {
        try (Stream<Path> recordings = Files.list(Path.of(recording()).getParent())) {
            for (Path each : recordings.filter(f -> f.toString().contains(".jsonl")).toList()) {
                Path plain = file("wait.jsonl");
                try (InputStream bytes = Files.newInputStream(each);
                        InputStream text = each.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
                    Files.copy(text, plain, StandardCopyOption.REPLACE_EXISTING);
                }
                Run.of("replay", plain.toString(), "--report", file("w.html").toString(), "--report", file("w.xml").toString());
                for (String report : List.of("w.html", "w.xml")) {
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file(report).toFile());
                    Files.delete(file(report));
                }
            }
        }
    }

    @Test
    public void aFileThatCannotBeWrittenChangesNoVerdict() throws IOException {
        Path locked = Files.createSymbolicLink(file("full.html"), Path.of("/dev/full"));
        Run run = Run.of("replay", recording(), "--report", locked.toString());
        assertThat(run.code()).isEqualTo(ExitCode.DOOMED);
        assertThat(run.err()).contains("the report " + locked + " cannot be written: No space left on device");
    }

    /** A file system that can only be read: root may write everywhere else. */
    @Test
    public void aFileThatCannotBeWrittenIsToldBeforeAnythingIsWaitedFor() {
        Path locked = Path.of(URI.create("jrt:/java.base/java/lang/report.html"));
        assertThatThrownBy(() -> Values.output("--report", locked, ".html"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--report: '" + locked + "' cannot be written: permission denied, or the disk can only be read");
    }

    @Test
    public void aReportThatStdoutCouldNotTakeIsMissedAloud() throws IOException, InterruptedException {
        assertThat(errorsWithStdoutTo(Path.of("/dev/full"), "replay", recording(), "--output", "json"))
                .endsWith("prepull-gate: stdout could not be written: No space left on device\n");
        assertThat(errorsWithStdoutTo(file("report.json"), "replay", recording(), "--output", "json")).doesNotContain("stdout");
    }

    private String errorsWithStdoutTo(Path stdout, String... args) throws IOException, InterruptedException {
        Assume.assumeTrue("needs " + stdout.getParent(), Files.isDirectory(stdout.getParent()));
        Process process = command(args).redirectOutput(stdout.toFile()).redirectError(file("err").toFile()).start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.DOOMED);
        return Files.readString(file("err"));
    }

    private static ProcessBuilder command(String... args) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                PrepullGateCommand.class.getName()));
        all.addAll(List.of(args));
        return new ProcessBuilder(all);
    }

    @Test
    public void gitHubGetsAnnotationsAfterTheDiagnosis() {
        Run run = Run.of("replay", recording(), "--output", "github");
        assertThat(run.lines()).last().asString().startsWith("::error title=PULL_NOT_FOUND::");
        assertThat(run.out()).contains("[prepull] PREPULL FAILED PULL_NOT_FOUND");
    }

    /** The runner says by a variable where the summary belongs; a step may write it several times. */
    @Test
    public void gitHubsSummaryIsAppendedTo() throws IOException, InterruptedException {
        Path summary = Files.writeString(file("summary.md"), "earlier\n");
        ProcessBuilder command = command("replay", recording(), "--output", "github");
        command.environment().put("GITHUB_STEP_SUMMARY", summary.toString());
        Process process = command.redirectErrorStream(true).redirectOutput(file("out").toFile()).start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.DOOMED);
        assertThat(Files.readString(summary)).startsWith("earlier\n<h3>❌ Prepull in namespace ").contains("PULL_NOT_FOUND");
    }
}
