package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.Test;

/** Somebody sets the controller's clock while a step waits. */
public class SetClockTest extends ScriptedWaits {
    private static RolloutView backingOff() {
        return new ViewBuilder().node("n1").node("n2").ready("n1").backingOff("n2").build();
    }

    /** Whatever the clock shows: 20 minutes go by. */
    private void aWaitOf(Duration set) throws Exception {
        StepExecution execution = waiting();
        clock.set(set);
        clusters.sources.get(0).show(backingOff());
        await().until(() -> context.log().contains("1 backing off; "));
        assertThat(execution.getStatus()).containsPattern("; (\\dm)?\\d+s of 20m");
        clock.forward(Duration.ofMinutes(18));
        clusters.sources.get(0).show(pulling());
        await().until(() -> Pattern.compile("1 pulling; 1[89]m").matcher(context.log()).find());
        assertThat(context.end).isNotDone();
        clock.forward(Duration.ofMinutes(2));
        clusters.sources.get(0).show(pulling());
        assertThat(failure()).hasMessageStartingWith("PREPULL FAILED BUDGET_EXCEEDED: the budget of 20m ran out; 1 of 2 nodes are ready");
    }

    @Test
    public void putForwardItUsesUpNoBudget() throws Exception {
        aWaitOf(Duration.ofHours(5));
    }

    @Test
    public void putBackItProlongsNone() throws Exception {
        aWaitOf(Duration.ofHours(-5));
    }

    @Test
    public void aWaitThatBeginsLaterBeginsByTheNewTime() throws Exception {
        StepExecution execution = waiting();
        clock.set(Duration.ofHours(-5));
        FakeContext other = new FakeContext();
        StepExecution later = step.start(other);
        later.start();
        await().until(() -> later.getStatus().contains("1/2 ready"));
        assertThat(later.getStatus()).containsPattern("; (\\dm)?\\d+s of 20m");
        assertThat(execution.getStatus()).containsPattern("; (\\dm)?\\d+s of 20m");
        clusters.sources.forEach(source -> source.show(ready()));
        assertThat(success().isSuccess()).isTrue();
        await().until(other.end::isDone);
        assertThat(((Outcome) other.end.get()).isSuccess()).isTrue();
    }

    /** A clock that was set back while the controller was down gives no more than the whole budget. */
    @Test
    public void putBackDuringARestartItGivesTheBudgetOnceMoreAtMost() throws Exception {
        StepExecution execution = waiting();
        Engine.shutDown();
        clock.set(Duration.ofHours(-5));
        useScriptedClusters();
        StepExecution resumed = FakeContext.restarted(execution);
        resumed.onResume();
        await().until(() -> clusters.sources.size() == 2 && resumed.getStatus().contains("1/2 ready"));
        assertThat(context.log()).contains("going on after a restart of the controller; ").containsPattern("; (20m|1[5-9]m(\\d+s)?) of 20m left");
        clock.forward(Duration.ofMinutes(20));
        clusters.sources.get(1).show(pulling());
        assertThat(failure()).hasMessageStartingWith("PREPULL FAILED BUDGET_EXCEEDED");
    }

    @Test
    public void credentialsAreWaitedForAsLongAsEver() throws Exception {
        StepExecution execution = waiting();
        Engine.shutDown();
        clusters = new FakeClusters(pulling());
        clusters.refusal = new ConnectionException(ConnectionException.Kind.CONFIGURATION, "credentials 'kube' do not exist");
        useScriptedClusters();
        FakeContext.restarted(execution).onResume();
        await().until(() -> context.log().contains("credentials 'kube' do not exist; trying again for 5m"));
        clock.set(Duration.ofHours(5));
        clusters.refusal = null;
        await().until(() -> clusters.sources.size() == 1);
        clusters.sources.get(0).show(ready());
        assertThat(success().isSuccess()).isTrue();
    }
}
