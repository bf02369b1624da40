package io.jenkins.plugins.prepullgate.steps;

import static org.awaitility.Awaitility.await;

import hudson.model.Result;
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
    private static final Duration SHORT = Duration.ofSeconds(25);

    private final HubApi api = new HubApi();
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
        sessions.then(j -> {
            Pipelines.addCredentials();
            WorkflowRun build = Pipelines.start(Pipelines.job(j, "p", Pipelines.waiting(api.url(), more)));
            j.waitForMessage("0/2 ready", build);
        });
    }

    private static WorkflowRun build(JenkinsRule j) {
        return j.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
    }

    @Test
    public void aWaitGoesOn() throws Throwable {
        begin("");
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("going on after a restart of the controller; ", build);
            api.pulled("a");
            api.pulled("b");
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            j.assertLogNotContains("PREPULL FAILED", build);
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
        await().atMost(SHORT.multipliedBy(2)).until(() -> Instant.now().isAfter(over));
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
            build.doStop();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        });
    }
}
