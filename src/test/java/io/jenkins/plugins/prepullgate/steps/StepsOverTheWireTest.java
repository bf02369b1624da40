package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.cluster.HookPlan;
import io.jenkins.plugins.prepullgate.cluster.OpenConnections;
import io.jenkins.plugins.prepullgate.cluster.OwnPuller;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.cluster.PullerOwner;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.cluster.Wire;
import io.jenkins.plugins.prepullgate.hub.HubTarget;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.ReleaseCheck;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The steps with everything real but Jenkins, credentials and the cluster's own controllers. */
public class StepsOverTheWireTest {
    @Rule
    public final ClusterInMemory api = new ClusterInMemory();

    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    private final FakeContext context = new FakeContext();
    private final WaitForPrepullerStep wait = new WaitForPrepullerStep(ClusterInMemory.NAMESPACE);

    /** The administrator's. */
    private long connections;

    /** What Jenkins holds for the cluster. */
    private volatile Credentials credentials = new Credentials.None();

    /** Real ones, but no credentials are looked up in Jenkins. */
    private final class OpenClusters implements Clusters {
        private final Clusters real;

        OpenClusters(Clusters real) {
            this.real = real;
        }

        @Override
        public Clusters with(Forbearance forbearance) {
            return new OpenClusters(real.with(forbearance));
        }

        @Override
        public ClusterTarget resolve(Run<?, ?> run, ClusterAddress address) {
            return ClusterTarget.of(address.serverUrl(), credentials);
        }

        @Override
        public HubTarget resolve(Run<?, ?> run, HubAddress address) throws ConnectionException {
            return HubTarget.of(address.url(), "token", "");
        }

        @Override
        public void check(ClusterTarget target, String namespace) throws ConnectionException {
            real.check(target, namespace);
        }

        @Override
        public List<NodeFacts> nodes(ClusterTarget target) throws ConnectionException {
            return real.nodes(target);
        }

        @Override
        public List<DaemonSetFacts> pullers(ClusterTarget target, String namespace) throws ConnectionException {
            return real.pullers(target, namespace);
        }

        @Override
        public Pods pods(ClusterTarget target, String namespace, String labels) throws ConnectionException {
            return real.pods(target, namespace, labels);
        }

        @Override
        public ReleaseCheck helm(ClusterTarget target, String namespace, String release, Policy policy, Instant now) throws ConnectionException {
            return real.helm(target, namespace, release, policy, now);
        }

        @Override
        public HookPlan plan(ClusterTarget target, String namespace, String release, RenderedChart chart) throws ConnectionException {
            return real.plan(target, namespace, release, chart);
        }

        @Override
        public String controller() {
            return "https://ci.test/";
        }

        @Override
        public void apply(ClusterTarget target, OwnPuller wanted, Instant now, Predicate<PullerOwner> ended, Consumer<String> tell)
                throws ConnectionException {
            real.apply(target, wanted, now, ended, tell);
        }

        @Override
        public void remove(ClusterTarget target, PullerMark puller, Consumer<String> tell) {
            real.remove(target, puller, tell);
        }

        @Override
        public RolloutSource watch(ClusterTarget target, PullerQuery query, InstantSource clock) {
            return real.watch(target, query, clock);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    @Before
    public void useRealClusters() {
        Engine.use(new Engine(new OpenClusters(new RealClusters()), InstantSource.system()));
        wait.setServerUrl(api.url());
        api.master("master", true);
        api.worker("a");
        api.worker("b");
        connections = OpenConnections.to(api.port());
    }

    @After
    public void endTheEngine() {
        Engine.shutDown();
        await().until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("prepull")));
        await().until(() -> OpenConnections.to(api.port()) <= connections);
    }

    @Test
    public void aHubWhosePodCrashesEndsItsStep() throws Exception {
        hub.on("/hub/health", (method, path, body) -> ScriptedHub.Reply.of(503, ""));
        api.crashingHub("a");
        WaitForHubStep step = new WaitForHubStep(hub.target().url().toString(), "hub");
        HubCluster cluster = new HubCluster(ClusterInMemory.NAMESPACE);
        cluster.setServerUrl(api.url());
        step.setCluster(cluster);
        step.start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("HUB WAIT FAILED CRASH_LOOP: ");
        assertThat(context.log()).contains("app=jupyterhub,component=hub in namespace jhub of cluster ");
    }

    @Test
    public void aWaitBegunBeforeItsPrepullerEndsWithTheLastNode() throws Exception {
        wait.start(context).start();
        await().until(() -> context.log().contains("waiting for a hook image puller"));
        api.startPuller("a", "b");
        api.pulled("a");
        await().until(() -> context.log().contains("1/2 ready"));
        assertThat(OpenConnections.to(api.port())).as("watches").isGreaterThan(connections);
        api.pulled("b");
        assertThat(context.outcome().getReady()).isEqualTo(2);
        assertThat(context.log()).contains("PREPULL COMPLETE");
    }

    @Test
    public void anImageThatNoNodeFindsFailsAtOnce() throws Exception {
        api.startPuller("a", "b");
        wait.start(context).start();
        await().until(() -> context.log().contains("0/2 ready"));
        api.notFound("a");
        api.notFound("b");
        assertThat(context.failure()).hasMessageStartingWith("PREPULL FAILED PULL_NOT_FOUND: ");
        assertThat(context.log()).contains("registry.test/singleuser:1");
    }

    @Test
    public void aServerThatIsBusyAtTheStartIsLeftAloneAndThatIsTold() throws Exception {
        api.refuseOnce(".*/daemonsets.*", 503, "starting", "1");
        api.startPuller("a", "b");
        api.pulled("a");
        api.pulled("b");
        wait.start(context).start();
        assertThat(context.outcome().isSuccess()).isTrue();
        assertThat(context.log()).contains("the API server answers 503: starting; it asks to be left alone for 1 s; waiting");
    }

    @Test
    public void aNamespaceThatIsNotThereIsNamed() throws Exception {
        WaitForPrepullerStep typo = new WaitForPrepullerStep("jhubb");
        typo.setServerUrl(api.url());
        typo.start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("PREPULL FAILED NO_SUCH_NAMESPACE: ").hasMessageContaining("'jhubb'");
    }

    @Test
    public void aPrepullMakesItsPullerAndRemovesIt() throws Exception {
        PrepullImagesStep prepull = new PrepullImagesStep(ClusterInMemory.NAMESPACE);
        prepull.setServerUrl(api.url());
        prepull.setImages(List.of("registry.test/singleuser:1"));
        prepull.start(context).start();
        api.runOwnPuller("a", "b");
        await().until(() -> context.log().contains("0/2 ready"));
        assertThat(api.ownPullers().get(0).getMetadata().getAnnotations().get("prepull-gate/owner")).startsWith("Jenkins build folder/deploy#");
        api.pulled("a");
        api.pulled("b");
        assertThat(context.outcome().getReady()).isEqualTo(2);
        assertThat(api.ownPullers()).isEmpty();
    }

    @Test
    public void twoBuildsShareOneSetOfWatches() throws Exception {
        api.startPuller("a", "b");
        FakeContext second = new FakeContext();
        wait.start(context).start();
        wait.start(second).start();
        await().until(() -> context.log().contains("0/2 ready") && second.log().contains("0/2 ready"));
        assertThat(api.requests().stream().filter(request -> request.contains("watch=true") && request.contains("/daemonsets"))).hasSize(1);
        api.pulled("a");
        api.pulled("b");
        assertThat(context.outcome().isSuccess()).isTrue();
        assertThat(second.outcome().isSuccess()).isTrue();
    }

    @Test
    public void noConnectionIsLeftOfAWaitHoweverItEnds() throws Exception {
        api.startPuller("a", "b");
        FakeContext stopped = new FakeContext();
        try (Wire wire = new Wire(api.port())) {
            wait.setServerUrl(wire.url());
            StepExecution execution = wait.start(stopped);
            execution.start();
            await().until(() -> stopped.log().contains("0/2 ready"));
            assertThat(wire.open()).isPositive();
            execution.stop(new FlowInterruptedException(Result.ABORTED, true));
            await().until(() -> wire.open() == 0);

            wait.start(context).start();
            await().until(() -> context.log().contains("0/2 ready"));
            api.pulled("a");
            api.pulled("b");
            assertThat(context.outcome().isSuccess()).isTrue();
            await().until(() -> wire.open() == 0);
        }
    }

    @Test
    public void aTokenThatIsRotatedDuringTheWaitDoesNotFailIt() throws Exception {
        credentials = new Credentials.Token("first");
        api.startPuller("a", "b");
        try (Wire wire = new Wire(api.port())) {
            wait.setServerUrl(wire.url());
            wait.start(context).start();
            await().until(() -> context.log().contains("0/2 ready"));
            credentials = new Credentials.Token("second");
            api.knowOnly("second");
            wire.cut();
            await().until(() -> context.log().contains("the credentials have changed; reading the cluster with the new ones"));
            api.pulled("a");
            api.pulled("b");
            assertThat(context.outcome().getReady()).isEqualTo(2);
        }
        assertThat(api.authorizations()).contains("Bearer first", "Bearer second");
        assertThat(context.log()).doesNotContain("FAILED", "first", "second");
    }

    @Test
    public void anAuditReadsTheNodes() throws Exception {
        VerifyMasterTaintsStep audit = new VerifyMasterTaintsStep();
        audit.setServerUrl(api.url());
        api.master("bare", false);
        audit.start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("AUDIT FAILED CP_NOT_TAINTED: ").hasMessageContaining("bare");
    }
}
