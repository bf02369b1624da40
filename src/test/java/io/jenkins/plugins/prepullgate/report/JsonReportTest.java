package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class JsonReportTest {
    private static JsonNode read(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }

    @Test
    public void aFailedWaitCarriesEverythingThatTheDiagnosisSays() throws IOException {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").notFound("n1").notFound("n2");
        JsonNode json = read(JsonReport.of(Scenes.ended(Ending.DECIDED, new Scenes().at(8, view))));
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        assertThat(json.get("kind").asText()).isEqualTo("wait");
        assertThat(json.get("success").asBoolean()).isFalse();
        assertThat(json.get("code").asText()).isEqualTo("PULL_NOT_FOUND");
        assertThat(json.get("ending").asText()).isEqualTo("decided");
        assertThat(json.get("elapsedSeconds").asDouble()).isEqualTo(8.0);
        assertThat(json.at("/puller/name").asText()).isEqualTo("hook-image-puller");
        assertThat(json.at("/counts/backingOff").asInt()).isEqualTo(2);
        assertThat(json.at("/nodes/0/node").asText()).isEqualTo("n1");
        assertThat(json.at("/nodes/0/state").asText()).isEqualTo("backingOff");
        assertThat(json.at("/nodes/0/image").asText()).isEqualTo(ViewBuilder.IMAGE);
        JsonNode finding = json.at("/findings/0");
        assertThat(finding.get("class").asText()).isEqualTo("permanent");
        assertThat(finding.get("nodes")).hasSize(2);
        assertThat(finding.at("/evidence/0/firstSeen").asText()).startsWith("2018-01-26T18:00:0");
    }

    @Test
    public void aPullThatWaitsSaysForWhat() throws IOException {
        ViewBuilder queued = new ViewBuilder()
                .node("n1")
                .pulling("n1", 0)
                .pull("n1", "jupyter-alice", "Pulling", "Pulling image \"hub.test/big:v1\"", START)
                .told("n1", 0, "Pulling", "Pulling image \"" + ViewBuilder.IMAGE + "\"", START.plusSeconds(2));
        JsonNode json = read(JsonReport.of(Scenes.ended(Ending.BUDGET_EXCEEDED, new Scenes().at(5, queued))));
        assertThat(json.at("/nodes/0/queuedBehind").asText()).isEqualTo("hub.test/big:v1");
        assertThat(json.at("/nodes/0/imageBytes").isNull()).isTrue();
        assertThat(json.at("/nodes/0/secondsLeft").isNull()).isTrue();
    }

    @Test
    public void aSuccessHasNoCode() throws IOException {
        JsonNode json = read(JsonReport.of(Scenes.ended(Ending.DECIDED, new Scenes().at(50, new ViewBuilder().node("n1").ready("n1")))));
        assertThat(json.get("success").asBoolean()).isTrue();
        assertThat(json.get("code").isNull()).isTrue();
        assertThat(json.at("/nodes/0/image").isNull()).isTrue();
    }

    @Test
    public void aWaitWithoutAPullerSaysSo() throws IOException {
        JsonNode json = read(JsonReport.of(Scenes.ended(Ending.BUDGET_EXCEEDED, new Scenes().at(5, new ViewBuilder().absent()))));
        assertThat(json.get("puller").isNull()).isTrue();
        assertThat(json.get("code").asText()).isEqualTo("BUDGET_EXCEEDED");
    }

    @Test
    public void anAuditIsOfTheSameShape() throws IOException {
        List<NodeFacts> nodes = List.of(NodeFacts.of("master-0", Map.of("role", "master"), List.of(), false));
        JsonNode json = read(JsonReport.of(AuditResult.of("prod", nodes, AuditPolicy.DEFAULT, START)));
        assertThat(json.get("kind").asText()).isEqualTo("audit");
        assertThat(json.get("code").asText()).isEqualTo("CP_NOT_TAINTED");
        assertThat(json.get("reference").isNull()).isTrue();
        assertThat(json.at("/controlPlane/0/cordoned").asBoolean()).isFalse();
        assertThat(json.at("/findings/0/remedy").asText()).startsWith("kubectl taint node master-0");
        assertThat(json.get("comparison")).isEmpty();
    }

    @Test
    public void aComparisonIsListedLineByLine() throws IOException {
        NodeFacts cordoned = NodeFacts.of("master-0", Map.of("role", "master"), List.of(), true);
        NodeFacts open = NodeFacts.of("master-0", Map.of("role", "master"), List.of(), false);
        JsonNode json = read(JsonReport.of(AuditResult.of("prod", List.of(open), AuditPolicy.DEFAULT, "staging", List.of(cordoned), START)));
        assertThat(json.get("reference").asText()).isEqualTo("staging");
        assertThat(json.at("/comparison/3").toString())
                .isEqualTo("{\"what\":\"control plane's cordon\",\"here\":\"not cordoned\",\"there\":\"cordoned\",\"differs\":true}");
    }
}
