package io.jenkins.plugins.prepullgate.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import io.jenkins.plugins.prepullgate.cluster.QuickWatches;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.testbed.registry.Authority;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A real control plane that goes away, falls silent or is badly connected: the wait goes on, says what it has lost, and ends right. */
public class ApiFaultsClusterTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ClusterWatches watches = QuickWatches.open(CLOCK, Duration.ofSeconds(5));
    private final Gate gate = new Gate(CLOCK);
    private ClusterTarget target;
    private FaultyProxy proxy;

    @Before
    public void open() throws Exception {
        target = Kubeconfigs.read(cluster.gateKubeconfig(), null);
        proxy = new FaultyProxy(new RealUpstream(target));
    }

    @After
    public void close() {
        gate.close();
        watches.close();
        proxy.close();
    }

    private ClusterTarget proxied(Credentials credentials) {
        return ClusterTarget.of(proxy.url(), credentials);
    }

    private Wait start(ClusterTarget to, String namespace) {
        return start(watches, to, namespace);
    }

    private Wait start(ClusterWatches by, ClusterTarget to, String namespace) {
        WaitSpec spec = new WaitSpec(Policy.DEFAULT, Instant.now(), Duration.ofMinutes(4), Duration.ofSeconds(1));
        return gate.start(by.open(to, PullerQuery.hook(namespace)), spec, new ProgressLog(spec, lines::add));
    }

    /** A namespace whose puller has one pod, on a node by hand of that name. */
    private String namespaceWithPullerOn(String node) {
        cluster.addNode(NodeSpec.named(node).byHand().labelled("only", node));
        String namespace = cluster.namespace();
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images("hub.test/user:v1").selecting("only", node).daemonSet()).create();
        return namespace;
    }

    private void finish(String namespace, String node) {
        FakeKubelet kubelet = new FakeKubelet(cluster.admin(), namespace);
        eventually().ignoreExceptions().until(() -> {
            kubelet.pulled(kubelet.podOn(node), 0);
            kubelet.pulled(kubelet.podOn(node), 1);
            return true;
        });
    }

    /** Soon after the last image is there. */
    private void assertComplete(Wait wait) throws Exception {
        Instant pulled = Instant.now();
        WaitResult result = wait.result().get(120, TimeUnit.SECONDS);
        assertThat(result.success()).as(String.join("\n", lines)).isTrue();
        assertThat(Duration.between(pulled, result.endedAt())).as(String.join("\n", lines)).isLessThan(Duration.ofSeconds(60));
    }

    private void said(String text) {
        eventually().untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(text)));
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }

    @Test
    public void anApiServerThatIsKilledDuringTheWaitIsMissedAndFoundAgain() throws Exception {
        String namespace = namespaceWithPullerOn("killed-1");
        Wait wait = start(target, namespace);
        said("0/1 ready");

        cluster.component("stop", "kube-apiserver");
        said("cannot see the cluster: ");
        // A server that ends goes on answering for a moment, and an outage of less than a second is not worth a word.
        eventually().untilAsserted(() -> assertThat(lines).anyMatch(line -> line.matches(".* could not be read for ([2-9]|\\d\\d) s.*")));
        cluster.component("start", "kube-apiserver");

        said("the cluster is seen again, after ");
        finish(namespace, "killed-1");
        assertComplete(wait);
    }

    @Test
    public void etcdMayFallSilentForHalfAMinute() throws Exception {
        String namespace = namespaceWithPullerOn("etcd-1");
        Wait wait = start(target, namespace);
        said("0/1 ready");

        cluster.component("pause", "etcd");
        try {
            await().pollDelay(Duration.ofSeconds(30)).atMost(Duration.ofMinutes(2)).until(() -> !wait.result().isDone());
        } finally {
            cluster.component("resume", "etcd");
        }

        finish(namespace, "etcd-1");
        assertComplete(wait);
    }

    @Test
    public void watchesThatEndEverySecondCostNothing() throws Exception {
        String namespace = namespaceWithPullerOn("ended-1");
        Wait wait = start(proxied(target.credentials()), namespace);
        said("0/1 ready");
        ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor();
        try {
            hand.scheduleAtFixedRate(proxy::endWatches, 0, 1, TimeUnit.SECONDS);
            await().pollDelay(Duration.ofSeconds(10)).atMost(Duration.ofMinutes(2)).until(() -> !wait.result().isDone());
            finish(namespace, "ended-1");
            assertComplete(wait);
        } finally {
            hand.shutdownNow();
        }
    }

    @Test
    public void aServerThatAsksToComeBackLaterIsAskedAgain() throws Exception {
        String namespace = namespaceWithPullerOn("busy-1");
        Wait wait = start(proxied(target.credentials()), namespace);
        said("0/1 ready");
        for (int status : new int[] {429, 500, 410}) {
            proxy.faults.answer(status, status == 429 ? 1 : -1);
            proxy.cut();
            said("answers " + status);
            proxy.faults.pass();
            eventually().until(() -> proxy.watches() >= 5);
        }

        finish(namespace, "busy-1");
        assertComplete(wait);
        assertThat(lines).anyMatch(line -> line.contains("the API server answers 429"));
    }

    @Test
    public void aTokenThatEndsAndIsRenewedInItsFileIsTakenUp() throws Exception {
        String namespace = namespaceWithPullerOn("token-1");
        KubernetesClient admin = cluster.admin();
        admin.resource(new SecretBuilder().withNewMetadata().withName("bond").withNamespace("prepull-gate").endMetadata().build()).create();
        Path token = Files.writeString(folder.getRoot().toPath().resolve("token"), token(true));
        // With the times of an installation: that a right is lost for good is believed only after half a minute.
        ClusterWatches patient = new ClusterWatches(CLOCK);
        Wait wait = start(patient, proxied(new Credentials.TokenFile(token)), namespace);
        said("0/1 ready");

        admin.secrets().inNamespace("prepull-gate").withName("bond").delete();
        // The server goes on knowing the token for a while. What is cut off must have had the time to be refused.
        eventually().pollInterval(Duration.ofSeconds(3)).until(() -> {
            proxy.cut();
            return lines.stream().anyMatch(line -> line.contains("401"));
        });
        Files.writeString(token, token(false));

        finish(namespace, "token-1");
        assertComplete(wait);
        patient.close();
    }

    /** @param bound to a secret, with which it ends */
    private static String token(boolean bound) {
        TokenRequestBuilder request = new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec();
        if (bound) {
            request.editSpec().withNewBoundObjectRef("v1", "Secret", "bond", null).endSpec();
        }
        var account = cluster.admin().serviceAccounts().inNamespace("prepull-gate").withName("prepull-gate");
        return account.tokenRequest(request.build()).getStatus().getToken();
    }

    @Test
    public void aCertificateThatChangesIsBelievedFromTheRightAuthorityAlone() throws Exception {
        String namespace = namespaceWithPullerOn("certificate-1");
        Authority authority = new Authority("the cluster's");
        try (TlsDoor door = new TlsDoor(URI.create(proxy.url()).getPort(), RenewedCertificateTest.issuedBy(authority))) {
            Wait wait = start(ClusterTarget.of(door.url(), target.credentials()).withCa(authority.pem()), namespace);
            said("0/1 ready");

            door.show(RenewedCertificateTest.issuedBy(new Authority("somebody's")));
            said("TLS fails: ");
            assertThat(door.entered()).as("requests to who is not trusted").isZero();
            door.show(RenewedCertificateTest.issuedBy(authority));

            said("the cluster is seen again, after ");
            finish(namespace, "certificate-1");
            assertComplete(wait);
        }
    }

    @Test
    public void schedulesOfFaultsBringAboutNoWrongVerdict() throws Exception {
        cluster.addNodes(NodeSpec.named("faults-1").labelled("only", "faults"), NodeSpec.named("faults-2").labelled("only", "faults"));
        List<String> complaints = new ArrayList<>();
        ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor();
        long first = Long.getLong("faults.first", 1);
        try {
            for (long seed = first; seed < first + Integer.getInteger("faults.real", 24); seed++) {
                schedule(seed, hand, complaints);
            }
        } finally {
            hand.shutdownNow();
        }
        assertThat(complaints).isEmpty();
    }

    private void schedule(long seed, ScheduledExecutorService hand, List<String> complaints) throws Exception {
        Random random = new Random(seed);
        boolean fails = random.nextInt(3) == 0;
        String namespace = cluster.namespace();
        Pullers puller = Pullers.chart4(namespace, "hub").images("hub.test/user:v1").selecting("only", "faults");
        puller.podAnnotation("prepull-gate/pull", "1s");
        if (fails) {
            puller.podAnnotation("prepull-gate/pull-error", "rpc error: code = NotFound desc = hub.test/user:v1: not found");
        }
        lines.clear();
        try (FaultyProxy own = new FaultyProxy(new RealUpstream(target))) {
            Plan plan = new Plan();
            new Trouble(own, own::outdateWatches, random, plan).add(3 + random.nextInt(6), 2_000);
            Wait wait = start(ClusterTarget.of(own.url(), target.credentials()), namespace);
            plan.steps().forEach(step -> hand.schedule(step.action(), step.millis(), TimeUnit.MILLISECONDS));
            cluster.admin().resource(puller.daemonSet()).create();
            WaitResult result = wait.result().get(2, TimeUnit.MINUTES);
            String code = result.code().map(Enum::name).orElse("COMPLETE");
            if (!code.equals(fails ? "PULL_NOT_FOUND" : "COMPLETE")) {
                complaints.add("seed " + seed + ": " + code + "\n" + plan + String.join("\n", lines));
            }
        }
    }
}
