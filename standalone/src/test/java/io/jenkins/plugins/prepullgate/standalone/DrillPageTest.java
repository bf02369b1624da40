package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.standalone.drill.Scenario;
import io.jenkins.plugins.prepullgate.standalone.drill.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code docs/DRILL.md} has the scenarios that there are, and its own example can be played. Written anew with {@code -Ddocs.write=true}. */
public class DrillPageTest {
    private static final Pattern LIST = Pattern.compile("(<!-- scenarios -->\n).*?(<!-- end of scenarios -->)", Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @BeforeClass
    public static void asTheCommandDoes() {
        Logs.quiet();
    }

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static Path page() {
        Path here = Path.of("docs", "DRILL.md");
        return Files.exists(here) ? here : Path.of("..").resolve(here);
    }

    @Test
    public void theTableHasEveryScenario() throws IOException {
        StringBuilder table = new StringBuilder("| scenario | ends with | |\n|---|---|---|\n");
        for (Scenario s : Scenarios.builtIn()) {
            table.append("| `").append(s.name()).append("` | `").append(s.ending()).append("` | ").append(s.about()).append(" |\n");
        }
        String wanted = LIST.matcher(Files.readString(page())).replaceAll(list -> Matcher.quoteReplacement(list.group(1) + table + list.group(2)));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page(), wanted);
        }
        assertThat(Files.readString(page())).isEqualTo(wanted).contains("`missing-tag`");
    }

    @Test(timeout = 120_000)
    public void thePagesExampleEndsAsItSays() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(page()));
        assertThat(example.find()).isTrue();
        Path file = Files.writeString(folder.getRoot().toPath().resolve("mirror-down.yaml"), example.group(1));
        Run run = Run.of("drill", file.toString(), "--speed", "10");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.COMPLETE);
        assertThat(run.out()).contains("PULL_REGISTRY_UNAVAILABLE");
    }

    @Test
    public void theScenarioOfThePicturesIsOne() throws Exception {
        Scenario scenario = Scenarios.named(page().resolveSibling("images/pool.yaml").toString(), null);
        assertThat(scenario.name()).isEqualTo("pool");
        assertThat(scenario.ending()).isEqualTo("PULL_NOT_FOUND");
    }
}
