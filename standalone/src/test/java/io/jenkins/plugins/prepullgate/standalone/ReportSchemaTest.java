package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.report.AuditResult;
import io.jenkins.plugins.prepullgate.report.JsonReport;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the command writes is as {@code docs/report.schema.json} says. */
public class ReportSchemaTest {
    private static final JsonSchema SCHEMA = schema();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static Path project(String path) {
        Path here = Path.of(path);
        return Files.exists(here) ? here : Path.of("..").resolve(here);
    }

    private static JsonSchema schema() {
        try {
            String text = Files.readString(project("docs/report.schema.json"));
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<ValidationMessage> wrong(String json) {
        return SCHEMA.validate(json, InputFormat.JSON, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }

    private String replayed(Path recording) throws IOException {
        Path report = folder.newFile(recording.getFileName() + ".json").toPath();
        Run.of("replay", recording.toString(), "--report", report.toString());
        return Files.readString(report);
    }

    @Test
    public void whateverAWaitCameToItsReportIsAsTheSchemaSays() throws IOException {
        List<Path> recordings;
        try (Stream<Path> files = Files.list(project("src/test/resources/recordings"))) {
            recordings = files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
        }
        assertThat(recordings).hasSizeGreaterThan(5);
        for (Path recording : recordings) {
            assertThat(wrong(replayed(recording))).as(recording.toString()).isEmpty();
        }
    }

    @Test
    public void soIsThatOfAnAudit() {
        List<NodeFacts> master = List.of(NodeFacts.of("master-0", Map.of("role", "master"), List.of(), true));
        AuditResult passed = AuditResult.of("staging", master, new AuditPolicy(AuditPolicy.Demand.CORDONED, List.of()), Instant.EPOCH);
        AuditResult failed = AuditResult.of("production", master, AuditPolicy.DEFAULT, "staging", List.of(), Instant.EPOCH);
        assertThat(passed.passed()).isTrue();
        assertThat(failed.passed()).isFalse();
        assertThat(wrong(JsonReport.of(passed))).isEmpty();
        assertThat(wrong(JsonReport.of(failed))).isEmpty();
    }

    @Test
    public void theSchemaRefusesWhatIsNoReport() throws IOException {
        String good = replayed(project("src/test/resources/recordings/not-found-everywhere.jsonl"));
        assertThat(wrong(good)).isEmpty();
        assertThat(wrong(good.replace("\"schema\" : 1", "\"schema\" : 2"))).isNotEmpty();
        assertThat(wrong(good.replace("\"backingOff\",", "\"sulking\","))).isNotEmpty();
        assertThat(wrong(good.replace("\"success\" : false", "\"success\" : true"))).isNotEmpty();
        assertThat(wrong(good.replace("\"startedAt\"", "\"began\""))).isNotEmpty();
        assertThat(wrong(good.replaceAll("\"endedAt\" : \"[^\"]*\"", "\"endedAt\" : \"yesterday\""))).isNotEmpty();
    }
}
