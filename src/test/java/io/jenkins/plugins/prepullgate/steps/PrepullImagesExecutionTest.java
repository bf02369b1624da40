package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.prepullgate.cluster.Charts;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The step's life in a build, with the engine and scripted clusters: what it makes it removes, whoever ends it. */
public class PrepullImagesExecutionTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ShiftedClock clock = new ShiftedClock();
    private final FakeContext context = new FakeContext();
    private final FakeClusters clusters = new FakeClusters(ScriptedWaits.pulling());
    private final PrepullImagesStep step = new PrepullImagesStep(ViewBuilder.NAMESPACE);

    @Before
    public void useScriptedClusters() {
        Engine.use(new Engine(clusters, clock));
        step.setImages(List.of("hub.test/user:v1"));
    }

    @After
    public void endTheEngine() {
        Engine.shutDown();
    }

    private StepExecution begun() throws Exception {
        StepExecution execution = step.start(context);
        assertThat(execution.start()).as("asynchronous").isFalse();
        return execution;
    }

    private StepExecution waiting() throws Exception {
        StepExecution execution = begun();
        await().until(() -> context.log().contains("1/2 ready"));
        return execution;
    }

    private PullerMark applied() {
        return clusters.applied.get(0).mark();
    }

    @Test
    public void whatItMakesItWaitsForAndRemoves() throws Exception {
        waiting();
        assertThat(clusters.queries).containsExactly(applied().query());
        assertThat(applied().owner().words()).matches("Jenkins build folder/deploy#\\d+ of https://ci\\.test/");
        assertThat(clusters.removed).isEmpty();
        clusters.sources.get(0).show(ScriptedWaits.ready());

        Outcome outcome = context.outcome();

        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.getStep()).isEqualTo("prepullImages");
        assertThat(outcome.mark()).isEqualTo("2/2 ready");
        assertThat(clusters.removed).as("before the step ends").containsExactly(applied());
        assertThat(context.log()).contains("[prepull] prepulling in namespace jhub of cluster ", "[prepull] applied DaemonSet jhub/prepull-jenkins-");
    }

    @Test
    public void aDoomedPrepullIsRemovedToo() throws Exception {
        step.setBudget("1s");
        begun();
        assertThat(context.failure()).hasMessageStartingWith("PREPULL FAILED BUDGET_EXCEEDED: ");
        assertThat(clusters.removed).containsExactly(applied());
    }

    @Test
    public void stoppingEndsAtOnceAndThePullerGoesBehindIt() throws Exception {
        StepExecution execution = waiting();
        Exception abort = new FlowInterruptedException(Result.ABORTED, true);
        execution.stop(abort);
        assertThat(context.failure()).isSameAs(abort);
        await().until(() -> clusters.removed.size() == 1);
    }

    /** Its answer may never be heard, so what it made is removed after it. */
    @Test
    public void stoppedWhileThePullerIsBeingMadeItIsRemovedAfterwards() throws Exception {
        clusters.holdApply = new CountDownLatch(1);
        StepExecution execution = begun();
        assertThat(clusters.applying.await(1, TimeUnit.MINUTES)).isTrue();
        long before = System.nanoTime();
        execution.stop(new FlowInterruptedException(Result.ABORTED, true));
        assertThat(context.failure()).isInstanceOf(FlowInterruptedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(clusters.removed).isEmpty();
        clusters.holdApply.countDown();
        await().until(() -> clusters.applied.size() == 1 && clusters.removed.equals(List.of(applied())));
    }

    @Test
    public void aPullerThatIsRefusedIsNotRemoved() throws Exception {
        clusters.applyFailure = new ConnectionException(ConnectionException.Kind.FORBIDDEN, "cluster c: cannot patch daemonsets");
        begun();
        assertThat(context.failure()).hasMessage("PREPULL FAILED API_FORBIDDEN: cluster c: cannot patch daemonsets");
        assertThat(clusters.removed).isEmpty();
        assertThat(clusters.sources).isEmpty();
    }

    @Test
    public void oneWhoseAnswerIsLostIsRemoved() throws Exception {
        clusters.applyFailure = new ConnectionException(ConnectionException.Kind.UNREACHABLE, "cluster c does not answer");
        begun();
        assertThat(context.failure()).hasMessage("PREPULL FAILED API_UNREACHABLE: cluster c does not answer");
        assertThat(clusters.removed).hasSize(1);
    }

    @Test
    public void aRestartGoesOnWithTheSamePuller() throws Exception {
        StepExecution execution = waiting();
        Engine.shutDown();
        assertThat(clusters.removed).as("what goes on later stays").isEmpty();
        FakeClusters after = new FakeClusters(ScriptedWaits.ready());
        Engine.use(new Engine(after, clock));

        FakeContext.restarted(execution).onResume();

        assertThat(context.outcome().isSuccess()).isTrue();
        assertThat(after.applied).singleElement().satisfies(again -> assertThat(again.mark()).isEqualTo(applied()));
        assertThat(after.removed).containsExactly(applied());
    }

    @Test
    public void afterARestartPastTheDeadlineNothingIsMadeAnewAndAllIsRemoved() throws Exception {
        StepExecution execution = waiting();
        Engine.shutDown();
        clock.forward(Duration.ofHours(2));
        FakeClusters after = new FakeClusters(ScriptedWaits.ready());
        Engine.use(new Engine(after, clock));

        FakeContext.restarted(execution).onResume();

        context.end.get(2, TimeUnit.MINUTES);
        assertThat(after.applied).isEmpty();
        assertThat(after.removed).containsExactly(applied());
    }

    @Test
    public void stoppedAfterARestartBeforeTheClusterIsFoundItIsRemovedAllTheSame() throws Exception {
        StepExecution execution = waiting();
        Engine.shutDown();
        FakeClusters after = new FakeClusters(ScriptedWaits.pulling());
        after.refusal = new ConnectionException(ConnectionException.Kind.CONFIGURATION, "credentials 'kube' do not exist yet");
        Engine.use(new Engine(after, clock));
        StepExecution resumed = FakeContext.restarted(execution);
        resumed.onResume();
        await().until(() -> context.log().contains("do not exist yet; trying again"));
        after.refusal = null;

        resumed.stop(new FlowInterruptedException(Result.ABORTED, true));

        await().until(() -> after.removed.equals(List.of(applied())));
    }

    @Test
    public void aKilledBuildLeavesNothing() throws Exception {
        waiting();
        context.killed();
        clusters.sources.get(0).show(new ViewBuilder().node("n1").node("n2").node("n3").ready("n1").pulling("n2", 0).build());
        await().until(() -> clusters.removed.size() == 1);
        assertThat(context.ends).hasValue(0);
    }

    @Test
    public void aChartIsReadFromTheWorkspace() throws Exception {
        step.setImages(null);
        step.setManifestFile("chart.yaml");
        Files.writeString(folder.getRoot().toPath().resolve("chart.yaml"), Charts.newest());
        context.around.put(FilePath.class, new FilePath(folder.getRoot()));
        waiting();
        assertThat(clusters.applied.get(0).images()).contains("quay.io/jupyterhub/k8s-singleuser-sample:4.4.0");
    }

    @Test
    public void aChartThatIsNotThereIsNamed() throws Exception {
        step.setImages(null);
        step.setManifestFile("chart.yaml");
        context.around.put(FilePath.class, new FilePath(folder.getRoot()));
        begun();
        assertThat(context.failure())
                .hasMessageStartingWith("PREPULL FAILED CONFIGURATION: manifestFile: 'chart.yaml' cannot be read from the agent: ");
        assertThat(clusters.applied).isEmpty();
    }

    @Test
    public void aChartWithoutAnAgentIsRefusedWithAWordOfHelp() throws Exception {
        step.setImages(null);
        step.setManifestFile("chart.yaml");
        begun();
        assertThat(context.failure()).hasMessageContaining("the step runs on none; put it into node { }, or give manifest instead");
    }

    @Test
    public void aChartWithoutAPullerIsRefused() throws Exception {
        step.setImages(null);
        step.setManifest("kind: Service\nmetadata: {name: hub}\n");
        begun();
        assertThat(context.failure()).hasMessage("PREPULL FAILED CONFIGURATION: manifest has no prepuller in it; it has no DaemonSet at all");
    }
}
