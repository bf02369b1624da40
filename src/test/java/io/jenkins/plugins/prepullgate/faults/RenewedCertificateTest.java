package io.jenkins.plugins.prepullgate.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.cluster.QuickWatches;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.registry.Authority;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The API server gets another certificate in the middle of a wait. */
public class RenewedCertificateTest {
    private final ApiWorld world = new ApiWorld();
    private final PlayedRollout rollout = new PlayedRollout(world);
    private final ApiServer server = new ApiServer(world);
    private final ClusterWatches watches = QuickWatches.open(InstantSource.system(), Duration.ofHours(1));
    private final Gate gate = new Gate(InstantSource.system());
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private Authority authority;
    private TlsDoor door;

    @Before
    public void open() throws GeneralSecurityException {
        authority = new Authority("the cluster's");
        door = new TlsDoor(server.port(), issuedBy(authority));
        rollout.node("n1");
        rollout.puller();
    }

    @After
    public void close() {
        gate.close();
        watches.close();
        door.close();
        server.close();
    }

    static Authority.Identity issuedBy(Authority issuer) throws GeneralSecurityException {
        Instant now = Instant.now();
        return issuer.issue(List.of("localhost"), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
    }

    private Wait waiting(Policy policy) throws GeneralSecurityException {
        ClusterTarget target = ClusterTarget.of(door.url(), new Credentials.None()).withCa(authority.pem()).withName("prod");
        WaitSpec spec = new WaitSpec(policy, Instant.now(), Duration.ofMinutes(10), Duration.ofMillis(500));
        Wait wait = gate.start(watches.open(target, PullerQuery.hook(PlayedRollout.NAMESPACE)), spec, new ProgressLog(spec, lines::add));
        said("0/1 ready");
        return wait;
    }

    private void said(String text) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(text)));
    }

    private static WaitResult end(Wait wait) throws Exception {
        return wait.result().get(2, TimeUnit.MINUTES);
    }

    @Test
    public void aNewOneByTheSameAuthorityIsNoMatter() throws Exception {
        Wait wait = waiting(Policy.DEFAULT);

        door.show(issuedBy(authority));
        await().atMost(Duration.ofMinutes(1)).until(() -> door.entered() > 0);
        rollout.ready("n1");

        assertThat(end(wait).success()).as(String.join("\n", lines)).isTrue();
        assertThat(lines).noneMatch(line -> line.contains("TLS"));
    }

    @Test
    public void oneByAnotherAuthorityIsToldAsSuchAndTheWaitGoesOnWhenTheRightOneIsBack() throws Exception {
        Wait wait = waiting(Policy.DEFAULT);

        door.show(issuedBy(new Authority("somebody's")));
        said("cannot see the cluster: ");
        said("prod: TLS fails: ");
        assertThat(door.entered()).as("requests to who is not trusted").isZero();
        // Not seen by anybody: neither a success nor a loss.
        rollout.ready("n1");
        assertThat(wait.result()).isNotDone();

        door.show(issuedBy(authority));
        assertThat(end(wait).success()).as(String.join("\n", lines)).isTrue();
    }

    @Test
    public void oneByAnotherAuthorityEndsTheWaitWhenItStays() throws Exception {
        Wait wait = waiting(Policy.DEFAULT.withBlindness(Duration.ofSeconds(3)));

        door.show(issuedBy(new Authority("somebody's")));

        WaitResult result = end(wait);
        assertThat(result.code()).as(String.join("\n", lines)).contains(FindingCode.API_UNREACHABLE);
        assertThat(result.summary()).contains("TLS fails", "give the cluster's CA certificate");
        assertThat(door.entered()).isZero();
        assertThat(door.turnedAway()).isPositive();
    }
}
