package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.report.Story.Cause;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** JUnit results, and what GitHub Actions reads. */
public class CiReportsTest {
    private static final ViewBuilder FAILED = new ViewBuilder().node("n1").node("n2").master(false).notFound("n1").notFound("n2");

    private static Element suite(String xml) throws Exception {
        return (Element) Told.parsed(xml).getElementsByTagName("testsuite").item(0);
    }

    private static Element test(Element suite, String name) {
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            if (((Element) cases.item(i)).getAttribute("name").equals(name)) {
                return (Element) cases.item(i);
            }
        }
        throw new AssertionError("no test case " + name);
    }

    private static void countsAgree(Element suite) {
        for (String[] each : new String[][] {{"tests", "testcase"}, {"failures", "failure"}, {"skipped", "skipped"}}) {
            assertThat(suite.getAttribute(each[0])).as(each[0]).isEqualTo("" + suite.getElementsByTagName(each[1]).getLength());
        }
    }

    @Test
    public void everyNodeIsATestAndTheFindingAboutItItsFailure() throws Exception {
        Element suite = suite(JunitReport.of(new Told().at(8, FAILED).ended(Ending.DECIDED)));
        countsAgree(suite);
        Element failure = (Element) test(suite, "n1").getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("type")).isEqualTo("PULL_NOT_FOUND");
        assertThat(failure.getTextContent()).contains("\n  do: ", "\n  who: the image's author");
        assertThat(test(suite, "master-0").getElementsByTagName("skipped").getLength()).isEqualTo(1);
        Element verdict = (Element) test(suite, "verdict").getElementsByTagName("failure").item(0);
        assertThat(verdict.getTextContent()).contains("PREPULL FAILED PULL_NOT_FOUND");
    }

    @Test
    public void aSuccessHasNoFailure() throws Exception {
        Element suite = suite(JunitReport.of(new Told().at(50, new ViewBuilder().node("n1").ready("n1")).ended(Ending.DECIDED)));
        countsAgree(suite);
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(test(suite, "verdict").getAttribute("time")).as("the whole wait's").isEqualTo("50.000").isEqualTo(suite.getAttribute("time"));
        assertThat(test(suite, "n1").getAttribute("time")).isEqualTo("0.000");
    }

    @Test
    public void aNodeThatWasTooSlowFailsByTheBudget() throws Exception {
        Element suite = suite(JunitReport.of(new Told().at(9, new ViewBuilder().node("n1").pulling("n1", 0)).ended(Ending.BUDGET_EXCEEDED)));
        countsAgree(suite);
        assertThat(((Element) test(suite, "n1").getElementsByTagName("failure").item(0)).getAttribute("type")).isEqualTo("BUDGET_EXCEEDED");
    }

    @Test
    public void anAuditFailsTheNodeThatIsNotAsAgreed() throws Exception {
        List<NodeFacts> nodes = List.of(NodeFacts.of("<m>", Map.of("role", "master"), List.of(), false));
        Element suite = suite(JunitReport.of(AuditResult.of("prod", nodes, AuditPolicy.DEFAULT, START)));
        countsAgree(suite);
        assertThat(((Element) test(suite, "<m>").getElementsByTagName("failure").item(0)).getAttribute("type")).isEqualTo("CP_NOT_TAINTED");
    }

    @Test
    public void gitHubGetsAnErrorWithItsTitleAndWhatToDo() {
        List<String> lines = GithubText.annotations(new Told().at(8, FAILED).story(Ending.DECIDED));
        assertThat(lines.get(0)).startsWith("::error title=PULL_NOT_FOUND::quay.io/jupyterhub/k8s-singleuser-sample:4.4.0: the image does not exist")
                .contains("%0Ado: ").doesNotContain("\n");
    }

    @Test
    public void anEndWithoutAFindingIsAnErrorToo() {
        List<String> lines = GithubText.annotations(new Told().at(9, new ViewBuilder().node("n1").pulling("n1", 0)).story(Ending.BUDGET_EXCEEDED));
        assertThat(lines).first().asString().startsWith("::error title=BUDGET_EXCEEDED::the budget of 20m ran out");
    }

    @Test
    public void aSuccessIsANotice() {
        List<String> lines = GithubText.annotations(new Told().at(50, new ViewBuilder().node("n1").ready("n1")).story(Ending.DECIDED));
        assertThat(lines).containsExactly("::notice title=Prepull in namespace jhub::PREPULL COMPLETE: 1 of 1 nodes have every image, after 50s");
    }

    /** A step has ten of each kind; what comes behind them is not shown. */
    @Test
    public void gitHubGetsNoMoreOfAKindThanItShowsAndTheVerdictFirst() {
        Story story = new Told().at(9, new ViewBuilder().node("n1").pulling("n1", 0)).story(Ending.BUDGET_EXCEEDED);
        Cause error = new Cause("PULL_NO_SPACE", "cannot succeed", Tone.BAD, "the disk is full", List.of("n1"), List.of(), "", "");
        Cause warning = new Cause("PULL_DNS", "on probation", Tone.WARN, "no address", List.of("n1"), List.of(), "", "");
        List<Cause> causes = new ArrayList<>(Collections.nCopies(12, error));
        causes.addAll(Collections.nCopies(12, warning));
        List<String> lines = GithubText.annotations(new Story(story.title(), false, story.code(), story.verdict(), story.summary(), story.facts(),
                causes,
                List.of(), null, List.of()));
        assertThat(lines.get(0)).startsWith("::error title=BUDGET_EXCEEDED::");
        assertThat(lines).filteredOn(line -> line.startsWith("::error ")).hasSize(10);
        assertThat(lines).filteredOn(line -> line.startsWith("::warning ")).hasSize(10);
    }

    /** The runner cuts a message after 4,096 characters, and refuses a summary of more than a mebibyte. */
    @Test
    public void howeverMuchAClusterSaysGitHubTakesIt() {
        String much = "&<%\n".repeat(150);
        ViewBuilder view = new ViewBuilder();
        for (int i = 0; i < 100; i++) {
            view.node(Scenes.node(i).repeat(20)).failing(Scenes.node(i).repeat(20), 0, "ErrImagePull", much);
        }
        Story story = new Told().at(8, view).story(Ending.BUDGET_EXCEEDED);
        assertThat(GithubText.annotations(story)).allSatisfy(line -> assertThat(line.replaceAll("%..", "x").length()).isLessThan(4096));
        assertThat(GithubText.summary(story).getBytes(StandardCharsets.UTF_8).length).isLessThan(1 << 20);
    }

    /** Neither form of the runner's commands, in a message of the cluster, becomes one. */
    @Test
    public void whatAClusterSaysIsNoCommand() {
        String hostile = "100%\n::error::x ##[add-path]/tmp, a:b";
        ViewBuilder view = new ViewBuilder().node("n1").rejected("n1", "Evicted", hostile);
        Story story = new Told().at(8, view).at(9, view).story(Ending.BUDGET_EXCEEDED);
        assertThat(GithubText.annotations(story)).isNotEmpty().allSatisfy(line -> assertThat(line).startsWith("::").doesNotContain("##[", "\n"));
        assertThat(GithubText.inert(hostile)).doesNotContain("##[", "\n");
        // The runner turns %0A back into the end of a line: one that was there already must stay what it was.
        for (String node : List.of(hostile, "100%0A::error::x")) {
            ViewBuilder named = new ViewBuilder().node(node).notFound(node);
            assertThat(GithubText.annotations(new Told().at(8, named).story(Ending.DECIDED)))
                    .anyMatch(line -> line.contains("100%25"))
                    .allSatisfy(line -> assertThat(line).startsWith("::").doesNotContain("##[", "100%0A"));
        }
    }

    @Test
    public void theSummaryIsOneBlockOfEscapedHtml() throws Exception {
        ViewBuilder view = new ViewBuilder().node("<b>n1</b>").node("n2").notFound("<b>n1</b>").notFound("n2");
        String summary = GithubText.summary(new Told().at(8, view).story(Ending.DECIDED));
        Told.parsed("<x>" + summary.replace("&nbsp;", " ") + "</x>");
        assertThat(summary).startsWith("<h3>❌ Prepull in namespace jhub: PULL_NOT_FOUND</h3>").contains("&lt;b&gt;n1&lt;/b&gt;")
                .doesNotContain("\n\n");
    }
}
