package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;

/** Steps on an agent that has a kubeconfig, as {@code withKubeConfig} leaves it there. */
public class WithKubeconfigTest {
    private final ClusterInMemory api = new ClusterInMemory();
    private final JenkinsRule j = new JenkinsRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(api).around(j);

    @Before
    public void aPrepullThatIsComplete() {
        api.worker("a");
        api.startPuller("a");
        api.pulled("a");
    }

    private WorkflowRun built(String script) throws Exception {
        return j.waitForCompletion(Pipelines.start(Pipelines.job(j, "p", script)));
    }

    private WorkflowRun onAnAgent(String user, String call) throws Exception {
        return built("node {\n" + Pipelines.writing("kube.yaml", api.url(), user) + call + "\n}");
    }

    @Test
    public void theFileThatTheStepNamesIsUsed() throws Exception {
        WorkflowRun build = onAnAgent("token: of-the-agent", "waitForPrepuller(namespace: 'jhub', kubeconfig: 'kube.yaml')");
        j.assertBuildStatusSuccess(build);
        j.assertLogContains("waiting for a hook image puller in namespace jhub of cluster c;", build);
        assertThat(api.authorizations()).containsOnly("Bearer of-the-agent");
        j.assertLogNotContains("of-the-agent", build);
    }

    @Test
    public void theVariableIsFollowed() throws Exception {
        WorkflowRun build = onAnAgent("token: of-the-agent", "withEnv([\"KUBECONFIG=${pwd()}/kube.yaml\"]) { waitForPrepuller 'jhub' }");
        j.assertBuildStatusSuccess(build);
        assertThat(api.authorizations()).containsOnly("Bearer of-the-agent");
    }

    @Test
    public void aStepInADirectoryLooksThere() throws Exception {
        String step = "waitForPrepuller(namespace: 'jhub', kubeconfig: 'kube.yaml')";
        WorkflowRun build = built("node { dir('sub') {\n" + Pipelines.writing("kube.yaml", api.url(), "token: t") + step + "\n} }");
        j.assertBuildStatusSuccess(build);
    }

    @Test
    public void anAuditUsesItToo() throws Exception {
        api.master("master", true);
        j.assertBuildStatusSuccess(onAnAgent("token: of-the-agent", "verifyMasterTaints kubeconfig: 'kube.yaml'"));
    }

    @Test
    public void aProgramIsNotRun() throws Exception {
        WorkflowRun build = onAnAgent("exec: {command: touch, args: [/tmp/x]}", "waitForPrepuller(namespace: 'jhub', kubeconfig: 'kube.yaml')");
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("PREPULL FAILED CONFIGURATION: kubeconfig: 'kube.yaml', user 'u', uses exec, which runs a program and is refused", build);
        assertThat(api.requests()).isEmpty();
    }

    @Test
    public void withoutAnAgentItIsRefused() throws Exception {
        WorkflowRun build = built("waitForPrepuller(namespace: 'jhub', kubeconfig: 'kube.yaml')");
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("PREPULL FAILED CONFIGURATION: kubeconfig: 'kube.yaml' is a file of an agent, and the step runs on none", build);
    }

    @Test
    public void credentialsBesideItAreRefused() throws Exception {
        WorkflowRun build = built("waitForPrepuller(namespace: 'jhub', kubeconfig: 'kube.yaml', credentialsId: 'kube')");
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("kubeconfig: credentialsId is given too", build);
    }
}
