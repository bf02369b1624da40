package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Taint;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class VerifyMasterTaintsExecutionTest {
    private static final String PRODUCTION = "https://production.test:6443";
    private static final String STAGING = "https://staging.test:6443";
    private static final Map<String, String> ROLE = Map.of("node-role.kubernetes.io/control-plane", "");

    private final FakeContext context = new FakeContext();
    private final FakeClusters clusters = new FakeClusters(new ViewBuilder().build());
    private final VerifyMasterTaintsStep step = new VerifyMasterTaintsStep();

    @Before
    public void useScriptedClusters() {
        step.setServerUrl(PRODUCTION);
        Engine.use(new Engine(clusters, InstantSource.system()));
    }

    @After
    public void endTheEngine() {
        Engine.shutDown();
    }

    private static NodeFacts master(boolean tainted, boolean cordoned) {
        List<Taint> taints = tainted ? List.of(ViewBuilder.taint("node-role.kubernetes.io/control-plane", "")) : List.of();
        return NodeFacts.of("master-0", ROLE, taints, cordoned);
    }

    private void compareWithStaging() {
        ReferenceCluster staging = new ReferenceCluster();
        staging.setCredentialsId("kube-staging");
        staging.setServerUrl(STAGING);
        staging.setName("staging");
        step.setReference(staging);
    }

    @Test
    public void passesWhenTheControlPlaneIsAsAgreed() throws Exception {
        clusters.nodes.put(PRODUCTION, List.of(master(true, false)));
        assertThat(step.start(context).start()).isFalse();
        assertThat(context.outcome().isSuccess()).isTrue();
        assertThat(context.log().stripTrailing().lines().reduce((a, b) -> b).orElse("")).startsWith("[prepull] AUDIT PASSED: ");
        assertThat(context.environment()).containsEntry("PREPULL_RESULT", "PASSED");
    }

    @Test
    public void failsWithTheFinding() throws Exception {
        clusters.nodes.put(PRODUCTION, List.of(master(false, false)));
        step.start(context).start();
        assertThat(context.failure()).isInstanceOfSatisfying(FlowInterruptedException.class, e -> {
            assertThat(e.getResult()).isEqualTo(Result.FAILURE);
            assertThat(e.isActualInterruption()).isFalse();
            assertThat(e.getMessage()).startsWith("AUDIT FAILED CP_NOT_TAINTED: ");
        });
        assertThat(context.log()).contains("[prepull] AUDIT FAILED CP_NOT_TAINTED: ", "kubectl taint node master-0");
        assertThat(context.environment()).containsEntry("PREPULL_CODE", "CP_NOT_TAINTED");
    }

    @Test
    public void onlyWarnsWhenAskedTo() throws Exception {
        clusters.nodes.put(PRODUCTION, List.of(master(false, false)));
        step.setOnFinding("warn");
        step.start(context).start();
        Outcome outcome = context.outcome();
        assertThat(outcome.isSuccess()).isFalse();
        assertThat(outcome.getNodes()).containsExactly("master-0");
        assertThat(context.log()).contains("AUDIT FAILED CP_NOT_TAINTED");
    }

    @Test
    public void aCordonIsDemandedOnlyWhenAskedFor() throws Exception {
        clusters.nodes.put(PRODUCTION, List.of(master(true, false)));
        step.setRequire("cordoned");
        step.start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("AUDIT FAILED CP_NOT_CORDONED: ");
    }

    @Test
    public void saysInWhatItDiffersFromTheReference() throws Exception {
        clusters.nodes.put(PRODUCTION, List.of(master(true, false)));
        clusters.nodes.put(STAGING, List.of(master(true, true)));
        compareWithStaging();
        step.start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("AUDIT FAILED CP_ENV_DRIFT: ").hasMessageContaining("staging");
    }

    @Test
    public void aClusterIsNotComparedWithItself() throws Exception {
        ReferenceCluster same = new ReferenceCluster();
        same.setCredentialsId("kube");
        same.setServerUrl(PRODUCTION);
        step.setReference(same);
        step.start(context).start();
        assertThat(context.failure()).hasMessage("AUDIT FAILED CONFIGURATION: reference: " + PRODUCTION + " is the audited cluster itself");
    }

    @Test
    public void aClusterThatRefusesFailsWithOneClearLine() throws Exception {
        clusters.refusal = new ConnectionException(ConnectionException.Kind.FORBIDDEN, "cluster production refuses user ci: nodes is forbidden");
        step.start(context).start();
        assertThat(context.failure()).hasMessage("AUDIT FAILED API_FORBIDDEN: cluster production refuses user ci: nodes is forbidden");
        assertThat(context.log().lines()).hasSize(1);
    }

    @Test
    public void whomThePullerToleratesIsLookedAtWhereANamespaceIsGiven() throws Exception {
        clusters.nodes.put(PRODUCTION, List.of(master(true, false)));
        RolloutView tolerant = new ViewBuilder().tolerating(new Toleration("", "Exists", "", "")).build();
        Engine.use(new Engine(new FakeClusters(tolerant, clusters.nodes), InstantSource.system()));
        step.setNamespace("jhub");
        step.start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("AUDIT FAILED CP_TOLERATED_BY_USERPODS: ");
    }

    @Test
    public void aPullerThatIsNotThereIsTold() throws Exception {
        clusters.nodes.put(PRODUCTION, List.of(master(true, false)));
        Engine.use(new Engine(new FakeClusters(new ViewBuilder().absent().build(), clusters.nodes), InstantSource.system()));
        step.setNamespace("jhub");
        step.start(context).start();
        assertThat(context.outcome().isSuccess()).isTrue();
        assertThat(context.log()).contains("[prepull] no prepuller is in namespace jhub just now");
    }

    @Test
    public void aReferenceThatIsDemandedIsAllThatIsDemanded() throws Exception {
        clusters.nodes.put(PRODUCTION, List.of(master(false, false)));
        clusters.nodes.put(STAGING, List.of(master(false, false)));
        compareWithStaging();
        step.setRequire("same-as-reference");
        step.start(context).start();
        assertThat(context.outcome().isSuccess()).isTrue();
    }

    @Test
    public void aDemandThatCannotBeMetFailsBeforeAnythingIsAsked() throws Exception {
        step.setRequire("same-as-reference");
        StepExecution alone = step.start(context);
        assertThatThrownBy(alone::start)
                .isInstanceOf(AbortException.class)
                .hasMessage("require: 'same-as-reference' needs a cluster to compare with: reference");
        step.setRequire("nothing");
        StepExecution unknown = step.start(context);
        assertThatThrownBy(unknown::start)
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("require: 'nothing' is none of tainted, cordoned, ");
    }

    @Test
    public void anUnknownReactionFailsBeforeAnythingIsAsked() throws Exception {
        step.setOnFinding("shrug");
        StepExecution execution = step.start(context);
        assertThatThrownBy(execution::start).isInstanceOf(AbortException.class).hasMessage("onFinding: 'shrug' is none of fail, warn");
    }

    @Test
    public void stoppingInterruptsTheRequestThatIsUnderWay() throws Exception {
        clusters.hold = new CountDownLatch(1);
        StepExecution execution = step.start(context);
        execution.start();
        assertThat(clusters.held.await(1, TimeUnit.MINUTES)).isTrue();
        Exception abort = new FlowInterruptedException(Result.ABORTED, true);
        execution.stop(abort);
        assertThat(context.failure()).isSameAs(abort);
        await().until(() -> clusters.interrupted);
        assertThat(context.ends).hasValue(1);
        assertThat(context.log()).doesNotContain("AUDIT");
    }

    @Test
    public void looksAgainAfterARestart() throws Exception {
        clusters.hold = new CountDownLatch(1);
        StepExecution execution = step.start(context);
        execution.start();
        assertThat(clusters.held.await(1, TimeUnit.MINUTES)).isTrue();
        Engine.shutDown();
        await().until(() -> clusters.interrupted);
        assertThat(context.end).isNotDone();

        clusters.hold = null;
        clusters.nodes.put(PRODUCTION, List.of(master(true, false)));
        Engine.use(new Engine(clusters, InstantSource.system()));
        FakeContext.restarted(execution).onResume();
        assertThat(context.outcome().isSuccess()).isTrue();
        assertThat(context.ends).hasValue(1);
    }
}
