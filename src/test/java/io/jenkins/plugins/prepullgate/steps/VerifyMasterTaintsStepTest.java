package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;

/** The audit in Pipelines, on one cluster and on two. */
public class VerifyMasterTaintsStepTest {
    private final ClusterInMemory production = new ClusterInMemory();
    private final ClusterInMemory staging = new ClusterInMemory();
    private final JenkinsRule j = new JenkinsRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(production).around(staging).around(j);

    @Before
    public void credentialsForBoth() throws Exception {
        Pipelines.addCredentials();
    }

    private WorkflowRun built(String more) throws Exception {
        String call = "verifyMasterTaints(credentialsId: 'kube', serverUrl: '" + production.url() + "'" + more + ")";
        return j.waitForCompletion(Pipelines.start(Pipelines.job(j, "p", "def o = " + call + "\necho \"audited: ${o.success} ${o.code}\"")));
    }

    @Test
    public void passes() throws Exception {
        production.master("master", true);
        WorkflowRun build = j.assertBuildStatusSuccess(built(""));
        j.assertLogContains("[prepull] AUDIT PASSED: ", build);
        j.assertLogContains("audited: true", build);
    }

    @Test
    public void failsWithTheRemedy() throws Exception {
        production.master("master", false);
        WorkflowRun build = j.assertBuildStatus(Result.FAILURE, built(""));
        j.assertLogContains("[prepull] AUDIT FAILED CP_NOT_TAINTED: ", build);
        j.assertLogContains("kubectl taint node master", build);
    }

    @Test
    public void warnsWithoutChangingTheResult() throws Exception {
        production.master("master", false);
        WorkflowRun build = j.assertBuildStatusSuccess(built(", onFinding: 'warn'"));
        j.assertLogContains("audited: false CP_NOT_TAINTED", build);
        WarningAction warning = Pipelines.node(build, "verifyMasterTaints").getAction(WarningAction.class);
        assertThat(warning.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(warning.getMessage()).contains("master");
    }

    @Test
    public void saysInWhatProductionDiffersFromStaging() throws Exception {
        production.master("master", true);
        staging.master("master", false);
        WorkflowRun build = built(", reference: [name: 'staging', credentialsId: 'kube', serverUrl: '" + staging.url() + "']");
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("[prepull] AUDIT FAILED CP_ENV_DRIFT: ", build);
        j.assertLogContains("staging", build);
    }

    @Test
    public void aClusterThatRefusesIsSaidInOneLine() throws Exception {
        production.refuse(".*/nodes.*", 403, "nodes is forbidden");
        WorkflowRun build = j.assertBuildStatus(Result.FAILURE, built(""));
        j.assertLogContains("[prepull] AUDIT FAILED API_FORBIDDEN: ", build);
    }
}
