package io.jenkins.plugins.prepullgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a page may hold, whatever a cluster says. */
public class StoryHtmlTest {
    private static final String HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u202E\u0000\uFFFE\uD800";

    private static Story hostile() {
        ViewBuilder view = new ViewBuilder().node(HOSTILE).node("n2").failing(HOSTILE, 0, "ErrImagePull", HOSTILE).ready("n2");
        return new Told().at(2, view).at(9, view).story(Ending.BUDGET_EXCEEDED);
    }

    @Test
    public void namesAndMessagesStayText() throws Exception {
        String page = HtmlReport.of(hostile());
        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script>alert", "<img", "\u202E", "\u0000", "\uFFFE");
        NodeList all = Told.parsed(page).getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            assertThat(element.getTagName()).isNotIn("img", "iframe", "object", "link", "form", "a");
            for (int a = 0; a < element.getAttributes().getLength(); a++) {
                assertThat(element.getAttributes().item(a).getNodeName()).doesNotStartWith("on").isNotIn("style", "href", "src");
            }
        }
    }

    /** Browsers take the hash of every byte between the tags. */
    @Test
    public void itsOwnScriptIsTheOnlyOneThatMayRun() throws Exception {
        String page = HtmlReport.of(hostile());
        NodeList scripts = Told.parsed(page).getElementsByTagName("script");
        assertThat(scripts.getLength()).isEqualTo(1);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(scripts.item(0).getTextContent().getBytes(StandardCharsets.UTF_8));
        assertThat(page).contains("script-src &#39;sha256-" + Base64.getEncoder().encodeToString(digest) + "&#39;;");
    }

    @Test
    public void tablesOfMoreThanOneRowCanBeSorted() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").notFound("n1").notFound("n2");
        String html = StoryHtml.of(new Told().at(8, view).story(Ending.DECIDED));
        assertThat(html).contains("<table class=\"pg-table pg-sortable\"><caption>Nodes that are not ready: 2</caption>");
        ViewBuilder one = new ViewBuilder().node("n1").notFound("n1");
        assertThat(StoryHtml.of(new Told().at(8, one).story(Ending.DECIDED)))
                .contains("<table class=\"pg-table\"><caption>Nodes that are not ready: 1</caption>");
    }

    @Test
    public void thePieceForAnotherPageHasNoStylesOfItsOwn() {
        assertThat(StoryHtml.of(hostile())).doesNotContain("<style", "style=", "<script", "javascript:");
    }

    @Test
    public void thePageNeedsNoNetwork() {
        String page = HtmlReport.of(new Told().at(50, new ViewBuilder().node("n1").ready("n1")).story(Ending.DECIDED));
        assertThat(page).contains("default-src &#39;none&#39;").doesNotContain("@import", "url(");
        assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:").doesNotContainPattern("(src|href)=");
    }

    @Test
    public void theCauseComesWithItsEvidenceWhatToDoAndWho() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").notFound("n1").notFound("n2");
        String html = StoryHtml.of(new Told().at(8, view).story(Ending.DECIDED));
        assertThat(html).contains("✖ Failed", "PULL_NOT_FOUND", "on 2 of 2 nodes (n1, n2)", "<strong>Do:</strong>", "image&#39;s author",
                "Evidence: 2 facts");
        assertThat(html).contains("Nodes that are not ready: 2", "scope=\"col\"", "<caption>");
    }

    @Test
    public void theLegendHasWhatIsInThePictureAndNothingElse() {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").notFound("n1").notFound("n2");
        assertThat(StoryHtml.of(new Told().at(8, view).story(Ending.DECIDED))).contains("a failure</li>", "backing off</li>")
                .doesNotContain("ready</li>");
        ViewBuilder well = new ViewBuilder().node("n1").ready("n1");
        assertThat(StoryHtml.of(new Told().at(50, well).story(Ending.DECIDED))).contains("ready</li>")
                .doesNotContain("a failure</li>", "finding about");
    }

    @Test
    public void withoutANodeThereIsNoPictureButTheWords() {
        String html = StoryHtml.of(new Told().at(0, new ViewBuilder().absent()).story(Ending.CANCELLED));
        assertThat(html).contains("What happened when").doesNotContain("<svg", "<figure");
    }

    @Test
    public void aSuccessSaysSoAndHasNoCauses() {
        ViewBuilder view = new ViewBuilder().node("n1").ready("n1");
        String html = StoryHtml.of(new Told().at(50, view).story(Ending.DECIDED));
        assertThat(html).contains("✔ Passed", "1 of 1 nodes have every image").doesNotContain("What is wrong");
    }

    @Test
    public void longTablesOfWellNodesAreFoldedAndCut() {
        ViewBuilder view = new ViewBuilder();
        for (int i = 0; i < 300; i++) {
            view.node(Scenes.node(i)).ready(Scenes.node(i));
        }
        String html = StoryHtml.of(new Told().at(50, view).story(Ending.DECIDED));
        assertThat(html).contains("<summary>Nodes that are ready: 300</summary>", "and 200 more");
    }

    @Test
    public void anAuditHasAPageToo() throws Exception {
        List<NodeFacts> nodes = List.of(NodeFacts.of("master-0", Map.of("role", "master"), List.of(), false));
        String page = HtmlReport.of(AuditStory.of(AuditResult.of("prod", nodes, AuditPolicy.DEFAULT, ViewBuilder.START), 100));
        Told.parsed(page);
        assertThat(page).contains("Audit of cluster prod", "CP_NOT_TAINTED", "AUDIT FAILED").doesNotContain("Timeline");
    }

    @Test
    public void whatIsKeptTellsTheSame() {
        Story story = hostile();
        assertThat(StoryHtml.of(StoryJson.story(StoryJson.text(story)))).isEqualTo(StoryHtml.of(story));
    }

    @Test
    public void whatANewerVersionKeptCanBeRead() {
        String text = StoryJson.text(hostile()).replaceFirst("\\{", "{\"mood\":\"calm\",");
        assertThat(StoryJson.story(text)).isEqualTo(hostile());
    }
}
