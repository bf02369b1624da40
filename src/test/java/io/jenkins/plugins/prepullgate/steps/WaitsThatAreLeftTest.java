package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Result;
import io.jenkins.plugins.prepullgate.cluster.OpenConnections;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;

/** Whatever happens to a build that waits, nothing of it is left. */
public class WaitsThatAreLeftTest {
    private final ClusterInMemory api = new ClusterInMemory();
    private final JenkinsRule j = new JenkinsRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(api).around(j);

    private WorkflowRun build;
    /** Those of the test itself. */
    private long connections;

    @Before
    public void aBuildThatWaits() throws Exception {
        Pipelines.addCredentials();
        api.worker("a");
        api.startPuller("a");
        connections = OpenConnections.to(api.port());
        build = Pipelines.start(Pipelines.job(j, "p", Pipelines.waiting(api.url(), ", heartbeat: '1s'")));
        j.waitForMessage("0/1 ready", build);
    }

    private void awaitNothing() {
        Soon.await().until(() -> Pipelines.clusterThreads().isEmpty() && OpenConnections.to(api.port()) <= connections);
    }

    @Test
    public void aWaitThatSucceeds() throws Exception {
        api.pulled("a");
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        awaitNothing();
    }

    @Test
    public void aWaitThatIsAborted() throws Exception {
        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        awaitNothing();
    }

    /** Pipeline ends it over the head of its step. */
    @Test
    public void aWaitThatIsTerminated() throws Exception {
        build.doTerm();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        awaitNothing();
    }

    @Test
    public void aWaitWhoseJobIsDeleted() throws Exception {
        build.getParent().delete();
        awaitNothing();
        Soon.await().until(() -> !build.isBuilding());
    }

    @Test
    public void aWaitWhoseCredentialsAreRemovedGoesOn() throws Exception {
        Pipelines.removeAllCredentials();
        api.pulled("a");
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        awaitNothing();
    }
}
