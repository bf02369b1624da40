package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.standalone.documents.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.BeforeClass;
import org.junit.Test;

/** What {@code docs/NOTIFICATIONS.md} has others read is what the code writes. */
public class NotificationsPageTest {
    private static final Path STEPS = Path.of("src/main/java/io/jenkins/plugins/prepullgate/steps");

    private static String page;
    private static Run failed;

    @BeforeClass
    public static void aFailure() throws IOException {
        page = read(Path.of("docs/NOTIFICATIONS.md"));
        Logs.quiet();
        failed = Run.of("replay", Documents.root().resolve("src/test/resources/recordings/not-found-everywhere.jsonl").toString());
    }

    private static String read(Path file) throws IOException {
        return Files.readString(Documents.root().resolve(file));
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).distinct().toList();
    }

    @Test
    public void theIndicationOfAFailureCauseFindsTheLastLine() {
        List<String> indications = all("(\\^\\\\\\[prepull\\\\\\] [^`\\n]*)", page);
        assertThat(indications).hasSize(2);
        String last = failed.out().lines().reduce((one, other) -> other).orElseThrow();
        for (String indication : indications) {
            assertThat(last).matches(indication);
        }
        Matcher parts = Pattern.compile(indications.get(0)).matcher(last);
        assertThat(parts.matches()).isTrue();
        assertThat(parts.group(2)).isEqualTo("PULL_NOT_FOUND");
        assertThat("[prepull] HUB WAIT FAILED HUB_ROUTES_DEAD: 1 of 2").matches(indications.get(0));
    }

    @Test
    public void theMailHasTheWholeDiagnosis() {
        List<String> lines = all("regex=\"([^\"]+)\"", page);
        assertThat(lines).containsExactly("^\\\\[prepull\\\\].*");
        assertThat(failed.out().lines()).allMatch(line -> line.matches(lines.get(0).replace("\\\\", "\\")));
    }

    @Test
    public void everyVariableIsSetAndEveryPartOfTheMacroIsKnown() throws IOException {
        String action = read(STEPS.resolve("PrepullAction.java"));
        List<String> variables = all("\\b(PREPULL_(?:RESULT|CODE|SUMMARY|REPORT_URL)|PREPULL_[A-Z_]+(?=[\"`} ]))", page);
        assertThat(variables).hasSize(4).allSatisfy(name -> assertThat(action).contains("env.put(\"" + name + "\""));
        String macro = read(STEPS.resolve("PrepullMacro.java"));
        assertThat(all("part=\"(\\w+)\"", page)).isNotEmpty().allSatisfy(part -> assertThat(macro).contains("case \"" + part + "\""));
    }

    @Test
    public void whatJqAsksForIsInTheReport() throws IOException {
        String program = all("jq -r '([^']+)'", page).get(0);
        String schema = read(Path.of("docs/report.schema.json"));
        assertThat(all("\\.(\\w+)", program)).containsExactly("success", "code", "summary").allSatisfy(field ->
                assertThat(schema).contains("\"" + field + "\": {"));
    }
}
