package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;

/** The hub's steps in Pipelines and in forms. */
public class HubStepsTest {
    private final ScriptedHub hub = new ScriptedHub();
    private final JenkinsRule j = new JenkinsRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(hub).around(j);

    private String url;

    @Before
    public void aHubAndItsToken() throws Exception {
        Pipelines.addCredentials("hub");
        url = hub.target().url().toString();
        String ann = ScriptedHub.idleUser("ann");
        hub.on("/hub/api/users", (method, path, body) -> switch (method) {
            case "DELETE" -> Reply.of(204, "");
            case "POST" -> Reply.of(201, "[]");
            default -> Reply.json(path.contains("/ann") ? ann : "[" + ann + "]");
        });
        hub.on("/hub/api/proxy", (method, path, body) -> Reply.json("{}"));
    }

    private WorkflowRun built(String script) throws Exception {
        return j.waitForCompletion(Pipelines.start(Pipelines.job(j, "p", script)));
    }

    @Test
    public void aHubIsWaitedForAndItsNumbersAreReadableInTheSandbox() throws Exception {
        WorkflowRun build = built("def o = waitForHub(hubUrl: '" + url
                + "', credentialsId: 'hub')\necho \"version ${o.facts.version}, ${o.facts.servers} servers\"");
        j.assertBuildStatusSuccess(build);
        j.assertLogContains("[prepull] HUB WAIT PASSED: ", build);
        j.assertLogContains("version 5.5.4, 0 servers", build);
    }

    @Test
    public void thePrunedAreInTheWorkspaceForTheArchive() throws Exception {
        WorkflowRun build =
                built("node { def o = pruneHubUsers(hubUrl: '" + url + "', credentialsId: 'hub', delete: true)\narchiveArtifacts o.facts.backup }");
        j.assertBuildStatusSuccess(build);
        j.assertLogContains("[prepull] HUB PRUNE PASSED: 1 of 1 users deleted", build);
    }

    @Test
    public void credentialsThatAreNotThereAreNamed() throws Exception {
        WorkflowRun build = j.assertBuildStatus(Result.FAILURE, built("seedHubUsers(hubUrl: '" + url + "', credentialsId: 'none', users: 3)"));
        j.assertLogContains("[prepull] HUB SEED FAILED CONFIGURATION: credentials 'none' do not exist as secret text", build);
    }

    @Test
    public void theStepsSurviveTheirForms() throws Exception {
        WaitForHubStep wait = new WaitForHubStep(url, "hub");
        wait.setConcurrency(16);
        wait.setFailOn("none");
        HubCluster cluster = new HubCluster("jhub");
        cluster.setCredentialsId("hub");
        cluster.setServerUrl("https://api.test:6443");
        cluster.setSelector("app=my-hub");
        wait.setCluster(cluster);
        VerifyHubScaleStep scale = new VerifyHubScaleStep(url, "hub");
        scale.setProductionUrl("https://hub.example.org/");
        scale.setProductionCredentialsId("hub");
        scale.setFailing(false);
        SeedHubUsersStep seed = new SeedHubUsersStep(url, "hub");
        seed.setUsers(300);
        seed.setServers("10%");
        PruneHubUsersStep prune = new PruneHubUsersStep(url, "hub");
        prune.setDelete(true);
        prune.setAtMost(100);
        for (HubStep step : new HubStep[] {wait, scale, seed, prune}) {
            j.assertEqualDataBoundBeans(step, new StepConfigTester(j).configRoundTrip(step));
        }
        WaitForHubStep without = new StepConfigTester(j).configRoundTrip(new WaitForHubStep(url, "hub"));
        assertThat(without.getCluster()).isNull();
    }

    @Test
    public void theClusterOfAHubIsWrittenAsAMap() throws Exception {
        String call = "waitForHub(hubUrl: '" + url + "', credentialsId: 'hub', cluster: [namespace: 'J_hub', selector: 'app=hub'])";
        WorkflowRun build = j.assertBuildStatus(Result.FAILURE, built(call));
        j.assertLogContains("cluster: namespace: 'J_hub' is not the name of a namespace", build);
    }
}
