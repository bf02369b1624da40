package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.WorkloadPods;
import io.jenkins.plugins.prepullgate.hub.CrashingHubPod;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** {@code waitForHub} with a look at the hub's pod, without a Jenkins. */
public class WaitForHubPodsTest {
    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    private final FakeClusters clusters = new FakeClusters(new ViewBuilder().build());
    private final FakeContext context = new FakeContext();

    @Before
    public void aHubThatDoesNotServe() {
        hub.on("/hub/api/users", (method, path, body) -> Reply.json("[]"));
        hub.on("/hub/api/proxy", (method, path, body) -> Reply.json("{}"));
        hub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        Engine.use(new Engine(clusters, InstantSource.system()));
    }

    @After
    public void endTheEngine() {
        Engine.shutDown();
    }

    private WaitForHubStep step(HubCluster cluster) throws ConnectionException {
        WaitForHubStep step = new WaitForHubStep(hub.target().url().toString(), "token");
        step.setCluster(cluster);
        return step;
    }

    private static HubCluster cluster() {
        HubCluster cluster = new HubCluster("jhub");
        cluster.setCredentialsId("kube");
        cluster.setServerUrl("https://api.test:6443");
        return cluster;
    }

    private void becomesHealthy() {
        hub.on("/hub/health", (method, path, body) -> Reply.of(200, ""));
    }

    @Test
    public void aPodThatNeverRunsEndsTheStepWithItsCode() throws Exception {
        clusters.hubPods = () -> new WorkloadPods.Look(List.of(CrashingHubPod.restarted(9)), List.of(), null);
        step(cluster()).start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("HUB WAIT FAILED CRASH_LOOP: ").hasMessageContaining("exit code 1");
        assertThat(clusters.opened).containsExactly("https://api.test:6443 jhub app=jupyterhub,component=hub");
        assertThat(clusters.open).hasValue(0);
        assertThat(context.environment()).containsEntry("PREPULL_CODE", "CRASH_LOOP");
    }

    @Test
    public void whereThePodIsLookedAtIsSaidOnceAndHowItStands() throws Exception {
        HubCluster cluster = cluster();
        cluster.setSelector("app=my-hub");
        clusters.hubPods = () -> {
            becomesHealthy();
            return new WorkloadPods.Look(List.of(), List.of(), null);
        };
        step(cluster).start(context).start();
        assertThat(context.outcome().isSuccess()).isTrue();
        assertThat(context.log()).containsOnlyOnce("app=my-hub in namespace jhub of cluster ").contains("HUB WAIT PASSED: ");
        assertThat(clusters.open).hasValue(0);
    }

    @Test
    public void withoutAClusterNoPodIsLookedAt() throws Exception {
        WaitForHubStep step = step(null);
        step.setBudget("2s");
        step.start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("HUB WAIT FAILED HUB_NOT_HEALTHY: ");
        assertThat(clusters.opened).isEmpty();
    }

    @Test
    public void aTokenThatIsRotatedIsLookedUpAgain() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        clusters.hubPods = () -> {
            if (looks.incrementAndGet() == 1) {
                throw new ConnectionException(ConnectionException.Kind.UNAUTHORIZED, "cluster c does not accept the credentials");
            }
            return new WorkloadPods.Look(List.of(CrashingHubPod.restarted(9)), List.of(), null);
        };
        step(cluster()).start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("HUB WAIT FAILED CRASH_LOOP: ");
        assertThat(clusters.opened).hasSize(2);
        assertThat(clusters.open).hasValue(0);
    }

    @Test
    public void aClusterThatRefusesTheCallerEndsTheStepAndSaysThatItIsTheClusters() throws Exception {
        clusters.hubPods = () -> {
            throw new ConnectionException(ConnectionException.Kind.FORBIDDEN, "cluster c does not let it list pods");
        };
        step(cluster()).start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("HUB WAIT FAILED API_FORBIDDEN: cluster c does not let it list pods");
        assertThat(clusters.open).hasValue(0);
    }

    @Test
    public void credentialsOfTheClusterThatAreMissingAreToldFromTheHubs() throws Exception {
        clusters.refusal = new ConnectionException(ConnectionException.Kind.CONFIGURATION, "credentials 'kube' do not exist");
        step(cluster()).start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("HUB WAIT FAILED CONFIGURATION: cluster: credentials 'kube' do not exist");
    }

    @Test
    public void whatIsMalformedIsNamedBeforeAnythingIsAsked() throws Exception {
        refused(new HubCluster("J_hub"), "cluster: namespace: 'J_hub' is not the name of a namespace");
        refused(new HubCluster(null), "cluster: namespace: '' is not");
        HubCluster cluster = cluster();
        cluster.setServerUrl("api.test");
        refused(cluster, "cluster: serverUrl: 'api.test' must look like");
        assertThat(hub.requests()).isEmpty();
        assertThat(clusters.opened).isEmpty();
    }

    private void refused(HubCluster cluster, String words) throws Exception {
        WaitForHubStep step = step(cluster);
        assertThatThrownBy(() -> step.start(context).start()).isInstanceOf(AbortException.class).hasMessageContaining(words);
    }

    @Test
    public void theClusterIsKnownAfterARestart() throws Exception {
        WaitForHubStep step = step(cluster());
        StepExecution execution = step.start(context);
        clusters.hubPods = () -> new WorkloadPods.Look(List.of(CrashingHubPod.restarted(9)), List.of(), null);
        FakeContext.restarted(execution).onResume();
        assertThat(context.failure()).hasMessageStartingWith("HUB WAIT FAILED CRASH_LOOP: ");
    }
}
