package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.Test;

/** A wait over restarts of the controller, with the engine and scripted clusters. */
public class ResumedWaitTest extends ScriptedWaits {
    private static RolloutView unread() {
        return new ViewBuilder().absent().source(Source.DAEMONSETS, SourceState.Sight.SYNCING, Duration.ZERO, ViewBuilder.START).build();
    }

    /** As a restart of the controller: what is saved goes on in another engine, later. */
    private StepExecution restarted(StepExecution execution, Duration down, RolloutView seenThen) throws Exception {
        Engine.shutDown();
        clock.forward(down);
        clusters = new FakeClusters(seenThen);
        useScriptedClusters();
        StepExecution resumed = FakeContext.restarted(execution);
        resumed.onResume();
        return resumed;
    }

    @Test
    public void aRestartDoesNotEndIt() throws Exception {
        StepExecution execution = waiting();
        restarted(execution, Duration.ofMinutes(5), pulling());
        await().until(() -> clusters.sources.size() == 1);
        assertThat(context.end).isNotDone();
        assertThat(context.log()).contains("going on after a restart of the controller; 14m").doesNotContain("PREPULL FAILED", "CANCELLED");
        clusters.sources.get(0).show(ready());
        assertThat(success().isSuccess()).isTrue();
        assertThat(context.ends).hasValue(1);
    }

    @Test
    public void aRestartDoesNotAskAgainWhatCouldFailIt() throws Exception {
        StepExecution execution = waiting();
        Engine.shutDown();
        clusters = new FakeClusters(ready());
        clusters.checkFailure = new ConnectionException(ConnectionException.Kind.NO_SUCH_NAMESPACE, "not asked");
        useScriptedClusters();
        FakeContext.restarted(execution).onResume();
        assertThat(success().isSuccess()).isTrue();
    }

    @Test
    public void aBudgetThatRanOutWhileDownStillLooksOnce() throws Exception {
        StepExecution execution = waiting();
        restarted(execution, Duration.ofMinutes(25), unread());
        await().until(() -> clusters.sources.size() == 1);
        assertThat(context.log())
                .contains("the budget of 20m ran out 5m")
                .contains("ago, while the controller was down; looking at the cluster once more");
        assertThat(context.end).isNotDone();
        clusters.sources.get(0).show(ready());
        assertThat(success().isSuccess()).isTrue();
    }

    @Test
    public void aBudgetThatRanOutWhileDownFailsWhenTheImagesAreNotThere() throws Exception {
        StepExecution execution = waiting();
        restarted(execution, Duration.ofMinutes(25), pulling());
        assertThat(failure()).hasMessageStartingWith("PREPULL FAILED BUDGET_EXCEEDED: the budget of 20m ran out; 1 of 2 nodes are ready");
        assertThat(context.log()).contains("n2");
        await().ignoreExceptions().until(() -> clusters.sources.get(0).closed());
    }

    @Test
    public void aStepThatCannotBeResumedFailsInsteadOfWaitingForEver() throws Exception {
        step.setBudget("from an older version");
        step.start(context).onResume();
        assertThat(failure()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("budget");
    }

    @Test
    public void canBeStoppedBeforeItHasBegunAgain() throws Exception {
        StepExecution execution = FakeContext.restarted(step.start(context));
        Exception abort = new FlowInterruptedException(Result.ABORTED, true);
        execution.stop(abort);
        assertThat(failure()).isSameAs(abort);
    }

    /** As a restart of the controller on which credentials are not there yet, or no more. */
    private StepExecution restartedWithoutCredentials(StepExecution execution) throws Exception {
        Engine.shutDown();
        clusters = new FakeClusters(pulling());
        clusters.refusal = new ConnectionException(ConnectionException.Kind.CONFIGURATION, "credentials 'kube' do not exist");
        useScriptedClusters();
        StepExecution resumed = FakeContext.restarted(execution);
        resumed.onResume();
        await().until(() -> context.log().contains("credentials 'kube' do not exist; trying again for 5m"));
        return resumed;
    }

    @Test
    public void credentialsThatComeBackAfterTheControllerAreWaitedFor() throws Exception {
        restartedWithoutCredentials(waiting());
        clusters.refusal = null;
        await().until(() -> clusters.sources.size() == 1);
        clusters.sources.get(0).show(ready());
        assertThat(success().isSuccess()).isTrue();
        assertThat(context.log()).containsOnlyOnce("going on after a restart").containsOnlyOnce("trying again");
    }

    @Test
    public void credentialsThatStayAwayFailIt() throws Exception {
        restartedWithoutCredentials(waiting());
        assertThat(context.end).isNotDone();
        clock.forward(Duration.ofMinutes(5));
        assertThat(failure()).hasMessage("PREPULL FAILED CONFIGURATION: credentials 'kube' do not exist");
        assertThat(context.ends).hasValue(1);
    }

    @Test
    public void canBeStoppedWhileItIsBeingResumed() throws Exception {
        StepExecution resumed = restartedWithoutCredentials(waiting());
        Exception abort = new FlowInterruptedException(Result.ABORTED, true);
        resumed.stop(abort);
        assertThat(failure()).isSameAs(abort);
        clusters.refusal = null;
        assertThat(context.ends).hasValue(1);
        assertThat(clusters.sources).isEmpty();
    }

    @Test
    public void stoppingDuringTheLastLookEndsItsWatchAtOnce() throws Exception {
        StepExecution resumed = restarted(waiting(), Duration.ofMinutes(25), unread());
        await().until(() -> clusters.sources.size() == 1 && clusters.sources.get(0).listeners() > 0);
        resumed.stop(new FlowInterruptedException(Result.ABORTED, true));
        await().until(() -> clusters.sources.get(0).closed());
        assertThat(context.ends).hasValue(1);
    }

    @Test
    public void aRestartBeforeItHasBegunLosesNothing() throws Exception {
        StepExecution execution = step.start(context);
        Engine.get().close();
        execution.start();
        assertThat(context.end).isNotDone();
        restarted(execution, Duration.ofSeconds(30), ready());
        assertThat(success().isSuccess()).isTrue();
        assertThat(context.ends).hasValue(1);
    }

    @Test
    public void theDeadlineIsThatOfTheFirstStart() throws Exception {
        StepExecution execution = waiting();
        Instant deadline = clock.instant().plus(Duration.ofMinutes(20));
        StepExecution resumed = restarted(execution, Duration.ofMinutes(19), pulling());
        await().until(() -> resumed.getStatus().contains("19m"));
        clock.forward(Duration.between(clock.instant(), deadline));
        clusters.sources.get(0).show(pulling());
        assertThat(failure()).hasMessageStartingWith("PREPULL FAILED BUDGET_EXCEEDED");
    }
}
