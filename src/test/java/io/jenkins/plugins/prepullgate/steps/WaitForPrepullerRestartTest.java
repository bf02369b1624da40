package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import hudson.model.Result;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** Waits over restarts of the controller. */
public class WaitForPrepullerRestartTest {
    /** Long enough for a first build of a slow machine to begin its wait. */
    private static final Duration SHORT = Duration.ofSeconds(45);

    private final ClusterInMemory api = new ClusterInMemory();
    private final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(api).around(sessions);

    @Before
    public void aPrepullerUnderWay() {
        api.worker("a");
        api.worker("b");
        api.startPuller("a", "b");
    }

    private void begin(String more) throws Throwable {
        begin(Pipelines.waiting(api.url(), more), "0/2 ready");
    }

    private void begin(String script, String until) throws Throwable {
        sessions.then(j -> {
            Pipelines.addCredentials();
            j.waitForMessage(until, Pipelines.start(Pipelines.job(j, "p", script)));
        });
    }

    /** After the restart both nodes get their images, and the build succeeds. */
    private void finish(String logged) throws Throwable {
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("going on after a restart of the controller; ", build);
            api.pulled("a");
            api.pulled("b");
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            j.assertLogContains(logged, build);
            j.assertLogNotContains("PREPULL FAILED", build);
        });
    }

    private static WorkflowRun build(JenkinsRule j) {
        return j.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
    }

    @Test
    public void aWaitGoesOn() throws Throwable {
        begin("");
        finish("PREPULL COMPLETE");
    }

    @Test
    public void aGuardGoesOnBesideWhatItGuards() throws Throwable {
        begin("parallel(guard: { " + Pipelines.waiting(api.url()) + "\necho 'guard is done' }, helm: { sleep 1 }, failFast: true)", "0/2 ready");
        finish("guard is done");
    }

    @Test
    public void aKubeconfigInTheWorkspaceIsReadAgain() throws Throwable {
        String call = "waitForPrepuller(namespace: 'jhub', kubeconfig: 'kube.yaml')";
        begin("node {\n" + Pipelines.writing("kube.yaml", api.url(), "token: of-the-workspace") + call + "\n}", "0/2 ready");
        finish("PREPULL COMPLETE");
        assertThat(api.authorizations()).containsOnly("Bearer of-the-workspace");
    }

    @Test
    public void aWaitForAPrepullerThatIsNotThereYetGoesOn() throws Throwable {
        begin(Pipelines.waiting(api.url(), ", daemonSet: 'another', appearWithin: '15m'"), "waiting for ");
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("going on after a restart of the controller; ", build);
            Pipelines.stoppable(build).doStop();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
            j.assertLogNotContains("DS_NOT_FOUND", build);
        });
    }

    @Test
    public void credentialsThatComeBackAfterTheControllerAreWaitedFor() throws Throwable {
        beginAndLoseCredentials();
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("credentials 'kube' do not exist, or may not be used by this job; trying again for 5m", build);
            Pipelines.addCredentials();
            api.pulled("a");
            api.pulled("b");
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
        });
    }

    /** Jenkins has no credentials any more, and the step tries again and again to find them. */
    private void beginAndLoseCredentials() throws Throwable {
        begin("");
        // Jenkins reads them at its next start.
        Files.delete(sessions.getHome().toPath().resolve("credentials.xml"));
    }

    @Test
    public void aBuildThatIsStoppedWhileItsStepIsBeingResumedEnds() throws Throwable {
        beginAndLoseCredentials();
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("; trying again for 5m", build);
            Pipelines.stoppable(build).doStop();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
            j.assertLogNotContains("PREPULL FAILED", build);
            Soon.await().until(() -> Pipelines.clusterThreads().isEmpty());
        });
    }

    /** Over the head of the step. */
    @Test
    public void aBuildThatIsTerminatedWhileItsStepIsBeingResumedEnds() throws Throwable {
        beginAndLoseCredentials();
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("; trying again for 5m", build);
            build.doTerm();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
            // A step that were still trying, every two seconds, would find them now and watch the cluster.
            Pipelines.addCredentials();
            Soon.await().during(Duration.ofSeconds(6)).until(() -> Pipelines.clusterThreads().isEmpty());
        });
    }

    /** Somebody removes its record while the controller is down. */
    @Test
    public void aBuildThatIsNoMoreIsNotResumed() throws Throwable {
        begin("");
        Util.deleteRecursive(sessions.getHome().toPath().resolve("jobs/p/builds/1").toFile());
        sessions.then(j -> {
            WorkflowJob job = j.jenkins.getItemByFullName("p", WorkflowJob.class);
            assertThat(job.getBuildByNumber(1)).isNull();
            WorkflowRun next = Pipelines.start(job);
            j.waitForMessage("0/2 ready", next);
            api.pulled("a");
            api.pulled("b");
            j.assertBuildStatusSuccess(j.waitForCompletion(next));
            Soon.await().until(() -> Pipelines.clusterThreads().isEmpty());
        });
    }

    @Test
    public void aBuildThatIsDeletedMeanwhileLeavesNothing() throws Throwable {
        begin("");
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("going on after a restart of the controller; ", build);
            Pipelines.stoppable(build).getParent().delete();
            Soon.await().until(() -> Pipelines.clusterThreads().isEmpty());
        });
    }

    @Test
    public void imagesThatArrivedMeanwhileAreSeen() throws Throwable {
        begin("");
        api.pulled("a");
        api.pulled("b");
        sessions.then(j -> j.assertBuildStatusSuccess(j.waitForCompletion(build(j))));
    }

    @Test
    public void anApiThatIsDownDuringTheRestartIsWaitedFor() throws Throwable {
        begin(", heartbeat: '2s'");
        api.refuse(".*", 503, "starting");
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("going on after a restart of the controller; ", build);
            j.waitForMessage("cannot see the cluster", build);
            api.allow(".*");
            api.pulled("a");
            api.pulled("b");
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
        });
    }

    @Test
    public void aBudgetThatRanOutMeanwhileFailsAndNamesTheNodes() throws Throwable {
        begin(", budget: '" + SHORT.toSeconds() + "s'");
        Instant over = Instant.now().plus(SHORT);
        Soon.await().atMost(SHORT.multipliedBy(2)).until(() -> Instant.now().isAfter(over));
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(build));
            j.assertLogContains("ago, while the controller was down; looking at the cluster once more", build);
            j.assertLogContains("PREPULL FAILED BUDGET_EXCEEDED", build);
        });
    }

    @Test
    public void aBuildThatIsStoppedAfterTheRestartEnds() throws Throwable {
        begin("");
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("going on after a restart of the controller; ", build);
            Pipelines.stoppable(build).doStop();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        });
    }
}
