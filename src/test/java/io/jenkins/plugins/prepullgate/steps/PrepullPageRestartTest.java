package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** Reports are read from the build's record. */
public class PrepullPageRestartTest {
    private final ClusterInMemory api = new ClusterInMemory();
    private final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(api).around(sessions);

    @Test
    public void aPageIsThereAfterARestart() throws Throwable {
        api.master("master", false);
        sessions.then(j -> {
            Pipelines.addCredentials();
            String audit = "verifyMasterTaints(credentialsId: 'kube', serverUrl: '" + api.url() + "', onFinding: 'warn')";
            j.assertBuildStatusSuccess(j.waitForCompletion(Pipelines.start(Pipelines.job(j, "p", audit))));
        });
        sessions.then(j -> {
            WorkflowRun build = j.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
            assertThat(j.createWebClient().getPage(build, "prepull/report/1/").asNormalizedText())
                    .contains("CP_NOT_TAINTED", "kubectl taint node master");
        });
    }
}
