package io.jenkins.plugins.prepullgate.steps;

import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Runs in a Jenkins of its own process, with each plugin behind its own class loader. */
final class WaitOnARealJenkins implements RealJenkinsRule.Step {
    private static final long serialVersionUID = 1L;

    private final String url;

    WaitOnARealJenkins(String url) {
        this.url = url;
    }

    @Override
    public void run(JenkinsRule j) throws Throwable {
        Pipelines.addCredentials();
        WorkflowRun build = Pipelines.start(Pipelines.job(j, "p", Pipelines.waiting(url)));
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        j.assertLogContains("PREPULL COMPLETE", build);
    }
}
