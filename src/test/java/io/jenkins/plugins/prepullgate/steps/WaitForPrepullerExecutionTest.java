package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.gate.ScriptedSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The step's life in a build, with the engine and scripted clusters: begin, result, stop. */
public class WaitForPrepullerExecutionTest extends ScriptedWaits {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** The incident: the old prepuller's rule, and a master that is tainted but not cordoned. */
    private static RolloutView hopeless() {
        return new ViewBuilder().v06().master(false).node("n1").ready("n1").build();
    }

    @Test
    public void succeedsWithTheChangeThatCompletesThePrepull() throws Exception {
        waiting();
        clusters.sources.get(0).show(ready());
        Outcome outcome = success();
        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.getReady()).isEqualTo(2);
        assertThat(outcome.getExpected()).isEqualTo(2);
        assertThat(context.log()).contains("[prepull] waiting for a hook image puller in namespace jhub", "[prepull] PREPULL COMPLETE: ");
        assertThat(context.environment()).containsEntry("PREPULL_RESULT", "COMPLETE").containsEntry("PREPULL_CODE", "");
        assertThat(clusters.sources.get(0).closed()).isTrue();
    }

    @Test
    public void printsTheDiagnosisAndThenFailsShortly() throws Exception {
        waiting();
        clusters.sources.get(0).show(hopeless());
        assertThat(failure()).isInstanceOfSatisfying(FlowInterruptedException.class, e -> {
            assertThat(e.getResult()).isEqualTo(Result.FAILURE);
            assertThat(e.isActualInterruption()).isFalse();
            assertThat(e.getCauses()).singleElement().isInstanceOf(PrepullFailure.class);
            assertThat(e.getMessage()).startsWith("PREPULL FAILED CP_NOT_CORDONED: ");
        });
        assertThat(context.log().stripTrailing().lines().reduce((a, b) -> b).orElse("")).startsWith("[prepull] PREPULL FAILED CP_NOT_CORDONED: ");
        assertThat(context.log()).contains("master-0");
        assertThat(context.environment()).containsEntry("PREPULL_RESULT", "FAILED").containsEntry("PREPULL_CODE", "CP_NOT_CORDONED");
    }

    @Test
    public void returnsTheFailureWhenAskedTo() throws Exception {
        step.setPropagate(false);
        waiting();
        clusters.sources.get(0).show(hopeless());
        Outcome outcome = success();
        assertThat(outcome.isSuccess()).isFalse();
        assertThat(outcome.getCode()).isEqualTo("CP_NOT_CORDONED");
        assertThat(outcome.getNodes()).contains("master-0");
    }

    @Test
    public void aMalformedArgumentFailsBeforeAnythingIsAsked() throws Exception {
        step.setBudget("twenty minutes");
        StepExecution execution = step.start(context);
        assertThatThrownBy(execution::start).isInstanceOf(AbortException.class).hasMessageContaining("budget: 'twenty minutes'");
        assertThat(clusters.sources).isEmpty();
    }

    @Test
    public void aMissingCredentialFailsWithOneClearLine() throws Exception {
        String missing = "credentials 'kube' do not exist, or may not be used by this job";
        clusters.refusal = new ConnectionException(ConnectionException.Kind.CONFIGURATION, missing);
        begun();
        assertThat(failure()).isInstanceOf(FlowInterruptedException.class);
        assertThat(context.log()).isEqualToIgnoringNewLines("[prepull] PREPULL FAILED CONFIGURATION: " + missing);
        assertThat(context.environment()).containsEntry("PREPULL_CODE", "CONFIGURATION");
    }

    @Test
    public void aMissingNamespaceFailsAtOnceEvenWhenFailuresAreReturned() throws Exception {
        step.setPropagate(false);
        clusters.checkFailure = new ConnectionException(ConnectionException.Kind.NO_SUCH_NAMESPACE, "cluster c has no namespace 'jhub'");
        begun();
        assertThat(failure()).hasMessage("PREPULL FAILED NO_SUCH_NAMESPACE: cluster c has no namespace 'jhub'");
        assertThat(clusters.sources).isEmpty();
    }

    @Test
    public void aClusterThatDoesNotAnswerYetIsWaitedFor() throws Exception {
        clusters.checkFailure = new ConnectionException(ConnectionException.Kind.UNREACHABLE, "cluster c does not answer");
        waiting();
        clusters.sources.get(0).show(ready());
        assertThat(success().isSuccess()).isTrue();
        assertThat(context.log()).contains("cluster c does not answer; trying on");
    }

    @Test
    public void stoppingEndsWithinASecondAndLeavesNothingBehind() throws Exception {
        StepExecution execution = waiting();
        long before = System.nanoTime();
        Exception abort = new FlowInterruptedException(Result.ABORTED, true);
        execution.stop(abort);
        assertThat(failure()).isSameAs(abort);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        await().ignoreExceptions().until(() -> clusters.sources.get(0).closed());
        assertThat(context.log()).contains("[prepull] stopped; it stood at 1/2 ready").doesNotContain("PREPULL FAILED");
    }

    @Test
    public void aBuildThatIsKilledLeavesNothingBehind() throws Exception {
        waiting();
        context.killed();
        clusters.sources.get(0).show(new ViewBuilder().node("n1").node("n2").node("n3").ready("n1").pulling("n2", 0).build());
        await().until(() -> clusters.sources.get(0).closed());
        assertThat(context.ends).as("there is nobody to tell").hasValue(0);
        assertThat(context.environment()).isEmpty();
    }

    @Test
    public void whatNobodyForesawEndsItToo() throws Exception {
        clusters.surprise = new StackOverflowError("a plugin of credentials");
        begun();
        assertThat(failure()).isSameAs(clusters.surprise);
        assertThat(context.ends).hasValue(1);
    }

    @Test
    public void endsOnlyOnceWhenTheResultAndTheStopMeet() throws Exception {
        StepExecution execution = waiting();
        clusters.sources.get(0).show(ready());
        success();
        execution.stop(new FlowInterruptedException(Result.ABORTED, true));
        assertThat(context.ends).hasValue(1);
    }

    @Test
    public void endsOnlyOnceHoweverTheResultAndTheStopMeet() throws Exception {
        for (int i = 0; i < 100; i++) {
            FakeContext each = new FakeContext();
            StepExecution execution = step.start(each);
            execution.start();
            await().pollInterval(Duration.ofMillis(2)).until(() -> each.log().contains("1/2 ready"));
            ScriptedSource source = clusters.sources.get(i);
            CompletableFuture<Void> result = CompletableFuture.runAsync(() -> source.show(ready()));
            for (long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(200L * i); System.nanoTime() < until; ) {
                Thread.onSpinWait();
            }
            execution.stop(new FlowInterruptedException(Result.ABORTED, true));
            result.get(1, TimeUnit.MINUTES);
            await().pollInterval(Duration.ofMillis(2)).until(() -> each.end.isDone() && source.closed());
            assertThat(each.ends).hasValue(1);
            assertThat(each.environment().isEmpty()).as("what is noted is what the step came to").isEqualTo(each.end.isCompletedExceptionally());
        }
    }

    @Test
    public void credentialsThatChangeMeanwhileAreTakenUp() throws Exception {
        waiting();
        clusters.credentials = new Credentials.Token("rotated");
        clusters.sources.get(0).show(new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 0)
                .source(Source.DAEMONSETS, SourceState.Sight.STALE, Duration.ZERO, clock.instant())
                .build());
        await().until(() -> clusters.sources.size() == 2 && clusters.sources.get(0).closed());
        clusters.sources.get(1).show(ready());
        assertThat(success().isSuccess()).isTrue();
        assertThat(clusters.watched.get(1).credentials()).isEqualTo(clusters.credentials);
        assertThat(context.log()).contains("[prepull] the credentials have changed").doesNotContain("rotated");
        assertThat(clusters.sources).allMatch(ScriptedSource::closed);
    }

    @Test
    public void aClusterWhoseCertificateIsNotCheckedIsWarnedOf() throws Exception {
        Path kubeconfig = Files.writeString(folder.getRoot().toPath().resolve("kube.yaml"), """
                current-context: lab
                clusters: [{name: lab, cluster: {server: "https://lab.test:6443", insecure-skip-tls-verify: true}}]
                users: [{name: ci, user: {token: secret}}]
                contexts: [{name: lab, context: {cluster: lab, user: ci}}]
                """);
        context.around.put(FilePath.class, new FilePath(folder.getRoot()));
        step.setKubeconfig(kubeconfig.getFileName().toString());
        waiting();
        assertThat(clusters.watched).extracting(ClusterTarget::serverUrl).containsExactly("https://lab.test:6443");
        assertThat(context.log())
                .contains("[prepull] cluster lab: the certificate of the API server is not checked", "of cluster lab; budget")
                .doesNotContain("secret");
    }

    @Test
    public void aConnectionThatIsNotEncryptedIsWarnedOf() throws Exception {
        step.setServerUrl("http://proxy.test:8001");
        waiting();
        assertThat(context.log()).contains("[prepull] cluster http://proxy.test:8001: the connection is not encrypted");
    }

    @Test
    public void itsStatusIsShort() throws Exception {
        StepExecution execution = step.start(context);
        assertThat(execution.getStatus()).isEqualTo("not begun");
        execution.start();
        await().until(() -> execution.getStatus().startsWith("1/2 ready"));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("prepull")).toList();
    }

    @Test
    public void holdsNoThreadPerWait() throws Exception {
        List<FakeContext> contexts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            FakeContext each = new FakeContext();
            contexts.add(each);
            step.start(each).start();
        }
        await().until(() -> contexts.stream().allMatch(each -> each.log().contains("1/2 ready")));
        assertThat(threads()).hasSizeLessThanOrEqualTo(10);
        clusters.sources.forEach(source -> source.show(ready()));
        for (FakeContext each : contexts) {
            assertThat(((Outcome) each.end.get(1, TimeUnit.MINUTES)).isSuccess()).isTrue();
        }
    }

    @Test
    public void noThreadIsLeftWhenJenkinsIsDown() throws Exception {
        waiting();
        Engine.shutDown();
        await().until(() -> threads().isEmpty());
        assertThat(context.end).isNotDone();
    }
}
