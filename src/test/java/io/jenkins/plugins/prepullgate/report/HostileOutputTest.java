package io.jenkins.plugins.prepullgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Test;

/** One hostile cluster through every output: whatever names, images and messages hold, nothing steers, forges or breaks what shows them. */
public class HostileOutputTest {
    /** What steers a terminal (colours, its title, a link by OSC 8, a bell, C1), turns or hides text, and ends what it stands in. */
    private static final String HOSTILE = "\u001b[31m\u001b]0;owned\u0007\u001b]8;;http://evil.test\u001b\\click\u009b2J\r\n[prepull] "
            + "PREPULL COMPLETE\u202egnp\u2066\u200b\u2028"
            + "]]></failure><!--</script><script>alert(1)</script>--><img src=x onerror=alert(2)>\"'&%"
            + "\n::error::x%0A::set-output name=a::b\uFFFE\uD800 \u0000";
    private static final String STEERING = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\\n]]";

    private final List<String> log = new ArrayList<>();

    /** Each lets another sentence lead. */
    private static List<ViewBuilder> clusters() {
        return List.of(
                new ViewBuilder().node(HOSTILE).failing(HOSTILE, 0, HOSTILE, HOSTILE).pullSecrets(HOSTILE),
                new ViewBuilder().node(HOSTILE).notFound(HOSTILE),
                new ViewBuilder().node(HOSTILE).unscheduled(HOSTILE, HOSTILE),
                new ViewBuilder().node(HOSTILE).rejected(HOSTILE, HOSTILE, HOSTILE),
                new ViewBuilder().node("n1").node(HOSTILE).ready(HOSTILE).failedCreate(HOSTILE, 3, ViewBuilder.START, ViewBuilder.START));
    }

    private Map<String, String> outputs(ViewBuilder cluster) {
        log.clear();
        Told told = new Told().at(2, cluster).at(9, cluster);
        WaitResult result = told.ended(Ending.BUDGET_EXCEEDED);
        Story story = WaitStory.of(result, told.history, 100);
        new ProgressLog(Scenes.SPEC, log::add).changed(null, result.last());
        new ProgressLog(Scenes.SPEC, log::add).finished(result);
        Map<String, String> outputs = new TreeMap<>();
        outputs.put("log", String.join("\n", log));
        outputs.put("diagnosis", String.join("\n", Diagnosis.lines(result)));
        outputs.put("summary, as in PREPULL_SUMMARY", result.summary());
        outputs.put("page", HtmlReport.of(story));
        outputs.put("piece of a page", StoryHtml.of(story));
        outputs.put("GitHub annotations", String.join("\n", GithubText.annotations(story)));
        outputs.put("GitHub summary", GithubText.summary(story));
        outputs.put("JUnit", JunitReport.of(result));
        outputs.put("JSON", JsonReport.of(result));
        return outputs;
    }

    @Test
    public void noOutputSteersOrHides() {
        for (ViewBuilder cluster : clusters()) {
            outputs(cluster).forEach((name, text) -> assertThat(text).as(name).isNotBlank().doesNotContainPattern(STEERING));
        }
    }

    @Test
    public void noOutputOfAnAuditSteersOrHides() throws Exception {
        List<NodeFacts> nodes = List.of(NodeFacts.of(HOSTILE, Map.of("role", "master"), List.of(), false));
        AuditResult audit = AuditResult.of(HOSTILE, nodes, AuditPolicy.DEFAULT, ViewBuilder.START);
        String page = HtmlReport.of(AuditStory.of(audit, 100));
        Told.parsed(page);
        Told.parsed(JunitReport.of(audit));
        for (String text : List.of(audit.summary(), String.join("\n", AuditReport.lines(audit)), page, JunitReport.of(audit), JsonReport.of(audit))) {
            assertThat(text).isNotBlank().doesNotContainPattern(STEERING);
        }
    }

    @Test
    public void aNameWithoutEndIsCutInTheEvidence() {
        Evidence endless = Evidence.once("Pod " + "x".repeat(1 << 20), "status", "y".repeat(1 << 20), ViewBuilder.START);
        assertThat(FindingText.facts(List.of(endless), ViewBuilder.START)).singleElement().asString().hasSizeLessThan(1_500).contains(" status: yyy");
    }

    @Test
    public void noOutputHoldsWhatItsReaderWouldTakeForACommand() {
        for (ViewBuilder cluster : clusters()) {
            Map<String, String> outputs = outputs(cluster);
            assertThat(log).isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith("[prepull] ").doesNotContain("\n"))
                    .noneSatisfy(line -> assertThat(line).startsWith("[prepull] PREPULL COMPLETE"));
            assertThat(outputs.get("GitHub annotations").lines()).isNotEmpty()
                    .allSatisfy(line -> assertThat(line).matches("::(error|warning|notice) title=[^:]*::.*"));
            for (String html : List.of("page", "piece of a page", "GitHub summary", "JUnit")) {
                assertThat(outputs.get(html)).as(html).doesNotContain("<script>alert", "<img", "]]>", "<!--");
            }
            assertThat(outputs.get("summary, as in PREPULL_SUMMARY")).doesNotContain("\n");
        }
    }

    @Test
    public void everyOutputThatMachinesReadIsWellFormedAlsoAsUtf8() throws Exception {
        for (ViewBuilder cluster : clusters()) {
            Map<String, String> outputs = outputs(cluster);
            for (String xml : List.of("page", "JUnit")) {
                Told.parsed(new String(outputs.get(xml).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            }
            assertThat(Told.parsed(outputs.get("page")).getElementsByTagName("svg").getLength()).isPositive();
            JsonNode json = new ObjectMapper().readTree(outputs.get("JSON"));
            assertThat(json.path("success").asBoolean(true)).isFalse();
            assertThat(json.path("nodes").findValuesAsText("node")).as("stays what it is").contains(HOSTILE);
        }
    }
}
