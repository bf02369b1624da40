package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.util.List;
import jenkins.model.InterruptedBuildAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

/** The step in Pipelines: what a build shows of success and failure, and how the steps around it behave. */
public class WaitForPrepullerStepTest {
    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    private final ClusterInMemory api = new ClusterInMemory();
    private final JenkinsRule j = new JenkinsRule();

    /** Jenkins, with its watches, ends before the cluster. */
    @Rule
    public final RuleChain rules = RuleChain.outerRule(api).around(j);

    @Before
    public void aClusterOfTwoWorkers() throws Exception {
        Pipelines.addCredentials();
        api.master("master", true);
        api.worker("a");
        api.worker("b");
    }

    private WorkflowRun start(String script) throws Exception {
        return Pipelines.start(Pipelines.job(j, "p", script));
    }

    /** Starts a build, and lets both nodes fail once it waits. */
    private WorkflowRun failing(String script) throws Exception {
        api.startPuller("a", "b");
        WorkflowRun build = start(script);
        j.waitForMessage("0/2 ready", build);
        api.notFound("a");
        api.notFound("b");
        return j.waitForCompletion(build);
    }

    private String waiting() {
        return Pipelines.waiting(api.url());
    }

    @Test
    public void succeedsWithTheLastNodeAndReturnsTheOutcome() throws Exception {
        api.startPuller("a", "b");
        WorkflowRun build = start("def o = " + waiting() + "\necho \"${o.result}: ${o.ready} of ${o.expected}, env ${env.PREPULL_RESULT}\"");
        j.waitForMessage("0/2 ready", build);
        api.pulled("a");
        j.waitForMessage("1/2 ready", build);
        api.pulled("b");
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        j.assertLogContains("[prepull] PREPULL COMPLETE: ", build);
        j.assertLogContains("COMPLETE: 2 of 2, env COMPLETE", build);
    }

    @Test
    public void failsTheBuildWithTheDiagnosisBeforeTheError() throws Exception {
        WorkflowRun build = j.assertBuildStatus(Result.FAILURE, failing(waiting()));
        String log = JenkinsRule.getLog(build);
        assertThat(log.indexOf("[prepull] PREPULL FAILED PULL_NOT_FOUND: ")).isPositive();
        assertThat(log.lastIndexOf("PREPULL FAILED PULL_NOT_FOUND: ")).isGreaterThan(log.indexOf("[prepull] PREPULL FAILED PULL_NOT_FOUND: ") + 10);
        j.assertLogNotContains("at io.jenkins.plugins.prepullgate", build);
        InterruptedBuildAction action = build.getAction(InterruptedBuildAction.class);
        assertThat(action.getCauses()).singleElement().isInstanceOfSatisfying(PrepullFailure.class, cause -> {
            assertThat(cause.getCode()).isEqualTo("PULL_NOT_FOUND");
            assertThat(cause.getShortDescription()).startsWith("PREPULL FAILED PULL_NOT_FOUND: ");
        });
        assertThat(build.getAction(PrepullAction.class).getOutcomes()).extracting(Outcome::getCode).containsExactly("PULL_NOT_FOUND");
    }

    @Test
    public void postBlocksSeeAFailureAndItsCode() throws Exception {
        WorkflowRun build = failing("pipeline { agent none\n stages { stage('prepull') { steps { " + waiting() + " } } }\n"
                + " post { failure { echo \"told: ${env.PREPULL_RESULT} ${env.PREPULL_CODE} ${env.PREPULL_SUMMARY}\" }\n"
                + " aborted { echo 'told: aborted' } } }");
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("told: FAILED PULL_NOT_FOUND ", build);
        j.assertLogNotContains("told: aborted", build);
    }

    /** Pipeline gives the build the failure's own result, and not the one that the block names. */
    @Test
    public void catchErrorCatchesItAsAFailureEvenWhenItLetsInterruptionsPass() throws Exception {
        WorkflowRun build = failing(
                "catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE', catchInterruptions: false) { " + waiting() + " }\necho 'went on'");
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("went on", build);
        j.assertLogContains("PREPULL FAILED PULL_NOT_FOUND: ", build);
    }

    @Test
    public void warnErrorCatchesItToo() throws Exception {
        WorkflowRun build = j.assertBuildStatus(Result.FAILURE, failing("warnError('no prepull') { " + waiting() + " }\necho 'went on'"));
        j.assertLogContains("no prepull", build);
        j.assertLogContains("went on", build);
    }

    @Test
    public void aFailureThatIsReturnedCanMakeTheBuildUnstable() throws Exception {
        String call = Pipelines.waiting(api.url(), ", propagate: false");
        WorkflowRun build = failing("def o = " + call + "\nif (!o.success) { unstable o.summary }\necho 'went on'");
        j.assertBuildStatus(Result.UNSTABLE, build);
        j.assertLogContains("went on", build);
    }

    @Test
    public void retryTriesAgain() throws Exception {
        WorkflowRun build = j.assertBuildStatus(Result.FAILURE, failing("retry(2) { " + waiting() + " }"));
        j.assertLogContains("Retrying", build);
        assertThat(build.getAction(PrepullAction.class).getOutcomes()).as("the second try speaks for both").hasSize(1);
    }

    @Test
    public void aTimeoutAroundItAbortsIt() throws Exception {
        api.startPuller("a", "b");
        WorkflowRun build = start("timeout(time: 10, unit: 'SECONDS') { " + waiting() + " }");
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        j.assertLogContains("[prepull] stopped", build);
        j.assertLogNotContains("PREPULL FAILED", build);
    }

    @Test
    public void anAbortedBuildEndsAtOnce() throws Exception {
        api.startPuller("a", "b");
        WorkflowRun build = start(waiting());
        j.waitForMessage("0/2 ready", build);
        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        j.assertLogNotContains("PREPULL FAILED", build);
        Soon.await().until(() -> !PauseAction.isPaused(node(build)));
    }

    private static FlowNode node(WorkflowRun build) {
        return Pipelines.node(build, "waitForPrepuller");
    }

    @Test
    public void itsRowTellsThatItWaitsAndWhatCameOfIt() throws Exception {
        api.startPuller("a", "b");
        WorkflowRun build = start(waiting());
        j.waitForMessage("0/2 ready", build);
        assertThat(PauseAction.isPaused(node(build))).isTrue();
        assertThat(node(build).getAction(LabelAction.class).getDisplayName()).isEqualTo("prepull jhub");
        api.pulled("a");
        api.pulled("b");
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        assertThat(PauseAction.isPaused(node(build))).isFalse();
        assertThat(node(build).getAction(LabelAction.class).getDisplayName()).isEqualTo("prepull jhub: 2/2 ready");
    }

    @Test
    public void aFailureThatIsReturnedMarksItsRow() throws Exception {
        WorkflowRun build = failing(Pipelines.waiting(api.url(), ", propagate: false"));
        assertThat(node(build).getAction(WarningAction.class).getResult()).isEqualTo(Result.UNSTABLE);
        j.assertBuildStatusSuccess(build);
    }

    @Test
    public void asAGuardItEndsWhatRunsBesideIt() throws Exception {
        WorkflowRun build = failing("parallel(guard: { " + waiting() + " }, helm: { sleep time: 1, unit: 'HOURS' }, failFast: true)");
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("PREPULL FAILED PULL_NOT_FOUND: ", build);
    }

    @Test
    public void theScriptDecidesWhenFailuresAreReturned() throws Exception {
        String call = Pipelines.waiting(api.url(), ", propagate: false");
        WorkflowRun build = failing("def o = " + call + "\necho \"decides: ${o.success} ${o.code} ${o.nodes}\"");
        j.assertBuildStatusSuccess(build);
        j.assertLogContains("decides: false PULL_NOT_FOUND [a, b]", build);
    }

    @Test
    public void aBudgetThatRunsOutNamesTheNodes() throws Exception {
        api.startPuller("a", "b");
        WorkflowRun build = j.waitForCompletion(start(Pipelines.waiting(api.url(), ", budget: '3s'")));
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("PREPULL FAILED BUDGET_EXCEEDED: the budget of 3s ran out", build);
    }

    @Test
    public void unknownCredentialsAreSaidInOneLine() throws Exception {
        WorkflowRun build = j.waitForCompletion(start("waitForPrepuller namespace: 'jhub', credentialsId: 'nobody', serverUrl: '" + api.url() + "'"));
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("PREPULL FAILED CONFIGURATION: credentials 'nobody' do not exist, or may not be used by this job", build);
    }

    @Test
    public void theControllersOwnAccountNeedsAnAdministratorsWord() throws Exception {
        WorkflowRun build = j.waitForCompletion(start("waitForPrepuller 'jhub'"));
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("PREPULL FAILED CONFIGURATION: credentialsId is missing", build);
    }

    @Test
    public void aMalformedArgumentIsSaidWithoutAStackTrace() throws Exception {
        WorkflowRun build = j.waitForCompletion(start(Pipelines.waiting(api.url(), ", budget: 'long'")));
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("budget: 'long' is not a duration", build);
        j.assertLogNotContains("at io.jenkins.plugins.prepullgate", build);
    }

    @Test
    public void twoBuildsShareOneSetOfWatches() throws Exception {
        api.startPuller("a", "b");
        WorkflowJob second = Pipelines.job(j, "q", waiting());
        List<WorkflowRun> builds = List.of(start(waiting()), Pipelines.start(second));
        for (WorkflowRun build : builds) {
            j.waitForMessage("0/2 ready", build);
        }
        assertThat(api.requests().stream().filter(request -> request.contains("watch=true") && request.contains("/daemonsets"))).hasSize(1);
        api.pulled("a");
        api.pulled("b");
        for (WorkflowRun build : builds) {
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
        }
    }

    @Test
    public void theTokenIsSentAndNotPrinted() throws Exception {
        api.startPuller("a", "b");
        WorkflowRun build = start(waiting());
        j.waitForMessage("0/2 ready", build);
        assertThat(api.authorizations()).containsOnly("Bearer token");
        api.pulled("a");
        api.pulled("b");
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        j.assertLogNotContains("Bearer", build);
    }
}
