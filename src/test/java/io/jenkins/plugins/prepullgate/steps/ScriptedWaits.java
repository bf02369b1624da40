package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.After;
import org.junit.Before;

/** A {@code waitForPrepuller} in a build of its own, with the engine and scripted clusters. */
public abstract class ScriptedWaits {
    final ShiftedClock clock = new ShiftedClock();
    final FakeContext context = new FakeContext();
    final WaitForPrepullerStep step = new WaitForPrepullerStep(ViewBuilder.NAMESPACE);
    FakeClusters clusters = new FakeClusters(pulling());

    @Before
    public void useScriptedClusters() {
        Engine.use(new Engine(clusters, clock, clock::nanos));
    }

    @After
    public void endTheEngine() {
        Engine.shutDown();
    }

    static RolloutView pulling() {
        return new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 0).build();
    }

    static RolloutView ready() {
        return new ViewBuilder().node("n1").node("n2").ready("n1").ready("n2").build();
    }

    StepExecution begun() throws Exception {
        StepExecution execution = step.start(context);
        assertThat(execution.start()).as("asynchronous").isFalse();
        return execution;
    }

    StepExecution waiting() throws Exception {
        StepExecution execution = begun();
        await().until(() -> context.log().contains("1/2 ready"));
        return execution;
    }

    Outcome success() throws Exception {
        return context.outcome();
    }

    Throwable failure() {
        return context.failure();
    }
}
