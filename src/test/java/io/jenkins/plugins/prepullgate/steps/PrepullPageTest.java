package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.TaskListener;
import java.net.HttpURLConnection;
import jenkins.model.Jenkins;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.tokenmacro.TokenMacro;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** What a build shows of its steps: the pages, the file, the remote API, the variables. */
public class PrepullPageTest {
    private final ClusterInMemory production = new ClusterInMemory();
    private final JenkinsRule j = new JenkinsRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(production).around(j);

    private WorkflowRun build;

    /** Two audits of one cluster, which agree about it; the second fails. */
    @Before
    public void aBuildWithTwoReports() throws Exception {
        Pipelines.addCredentials();
        production.master("master", false);
        String audit = "verifyMasterTaints(credentialsId: 'kube', serverUrl: '" + production.url() + "', onFinding: '%s')\n";
        String script = String.format(audit, "warn") + "echo \"link: ${env.PREPULL_REPORT_URL}\"\n" + String.format(audit, "fail");
        build = j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(Pipelines.start(Pipelines.job(j, "p", script))));
    }

    @Test
    public void everyStepHasAPageOfItsOwn() throws Exception {
        HtmlPage page = j.createWebClient().getPage(build, "prepull/report/2/");
        assertThat(page.asNormalizedText()).contains("CP_NOT_TAINTED", "kubectl taint node master", "Control-plane nodes: 1");
        assertThat(page.querySelectorAll(".pg-jenkins").size()).isEqualTo(1);
        assertThat(page.querySelectorAll("link[href*='prepullgate/report/report.css']").size()).isEqualTo(1);
        assertThat(j.createWebClient().getPage(build, "prepull/").asNormalizedText()).contains("1: verifyMasterTaints", "2: verifyMasterTaints");
    }

    @Test
    public void thePageOfTheBuildLinksThem() throws Exception {
        HtmlPage page = j.createWebClient().getPage(build);
        assertThat(page.querySelectorAll("a[href='prepull/report/2/']").size()).isEqualTo(1);
    }

    @Test
    public void thePageCanBeSavedAsAFile() throws Exception {
        Page file = j.createWebClient().goTo(build.getUrl() + "prepull/report/2/report.html", "text/html");
        assertThat(file.getWebResponse().getResponseHeaderValue("Content-Disposition")).contains("attachment");
        assertThat(file.getWebResponse().getContentAsString()).startsWith("<!DOCTYPE html>").contains("CP_NOT_TAINTED");
    }

    @Test
    public void programsReadTheOutcomes() throws Exception {
        String json = j.createWebClient().getJSON(build.getUrl() + "prepull/api/json?depth=2").getContentAsString();
        assertThat(json).contains("\"number\":2", "\"code\":\"CP_NOT_TAINTED\"", "\"path\":\"prepull/report/2/\"");
    }

    @Test
    public void theVariableLeadsToThePage() throws Exception {
        j.assertLogContains("link: " + j.getURL() + build.getUrl() + "prepull/report/1/", build);
    }

    @Test
    public void aMailFindsThemByTheMacro() throws Exception {
        String mail = TokenMacro.expandAll(build, null, TaskListener.NULL, "${PREPULL, part=\"code\"}: ${PREPULL, part=\"url\"}");
        assertThat(mail).isEqualTo("CP_NOT_TAINTED: " + j.getURL() + build.getUrl() + "prepull/report/2/");
    }

    @Test
    public void whoMayNotSeeTheJobSeesNoReport() throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy()
                        .grant(Jenkins.READ).everywhere().to("stranger")
                        .grant(Jenkins.READ, Item.READ).everywhere().to("friend"));
        j.createWebClient().login("stranger").assertFails(build.getUrl() + "prepull/report/1/report.html", HttpURLConnection.HTTP_NOT_FOUND);
        assertThat(j.createWebClient().login("friend").getPage(build, "prepull/report/1/").asNormalizedText()).contains("CP_NOT_TAINTED");
    }
}
