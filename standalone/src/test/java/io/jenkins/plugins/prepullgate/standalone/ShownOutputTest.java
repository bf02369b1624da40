package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.standalone.documents.Documents;
import io.jenkins.plugins.prepullgate.standalone.documents.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the pages show as output is what the command prints. */
public class ShownOutputTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @BeforeClass
    public static void asTheCommandDoes() {
        Logs.quiet();
    }

    @Test(timeout = 300_000)
    public void everyBlockWithASourceShowsWhatComesFromIt() throws Exception {
        List<Shown> all = Shown.onAllPages();
        assertThat(all).extracting(Shown::page).contains("README.md", "docs/PROGRESS.md", "docs/COMMAND.md");
        for (Shown shown : all) {
            assertThat(shown.lines()).as(shown.page()).isNotEmpty();
            Run run = Run.of(shown.words().stream().map(this::here).toArray(String[]::new));
            assertThat(shown.matches(run.lines())).as("%s shows%n%s%nand %s prints%n%s%s",
                    shown.page(), String.join("\n", shown.lines()), shown.words(), run.out(), run.err()).isTrue();
            if (shown.code() != null) {
                assertThat(run.code()).as(shown.page()).isEqualTo(shown.code());
            }
        }
    }

    /** A word of the command, or the file of the project that it names, unpacked. */
    private String here(String word) {
        Path file = Documents.root().resolve(word);
        if (!word.endsWith(".gz")) {
            return Files.exists(file) ? file.toString() : word;
        }
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
            Path unpacked = folder.newFolder().toPath().resolve("recording.jsonl");
            Files.copy(packed, unpacked);
            return unpacked.toString();
        } catch (IOException e) {
            throw new AssertionError(word, e);
        }
    }
}
