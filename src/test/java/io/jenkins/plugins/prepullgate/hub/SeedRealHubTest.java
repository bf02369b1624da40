package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;

/** Seeding an empty staging hub, to be like a production hub. */
public class SeedRealHubTest {
    /** With -Dhub.users=5000 it takes some minutes. */
    private static final int USERS = Integer.getInteger("hub.users", 300);

    private static final int SERVERS = 12;
    private static final Duration BUDGET = Duration.ofMinutes(30);

    @ClassRule
    public static final RealHub staging = new RealHub(3, 1);

    @ClassRule
    public static final RealHub production = new RealHub(40, 20);

    private static SeedResult seed(SeedSpec spec) throws Exception {
        return Seeder.seed(staging.client("seeder"), spec, BUDGET, InstantSource.system(), progress -> {});
    }

    @Test
    public void usersAreCreatedOnceKeptRunningAndTakenAwayAgain() throws Exception {
        SeedResult first = seed(new SeedSpec(USERS, SERVERS));
        System.out.printf(
                "hub seed: %d users created and %d servers started in %d ms; the longest request %d ms, the hub's longest freeze by its log %.2f s%n",
                first.done(), first.servers(), first.elapsed().toMillis(), first.longest().toMillis(), staging.longestFreeze());
        assertThat(first).returns(USERS, SeedResult::done).returns(SERVERS, SeedResult::servers).returns(true, SeedResult::passed);
        SeedResult again = seed(new SeedSpec(USERS, SERVERS));
        assertThat(again)
                .returns(0, SeedResult::done)
                .returns(USERS, SeedResult::before)
                .returns(0, SeedResult::servers)
                .returns(true, SeedResult::passed);

        ScaleFacts large = ScaleFacts.measure(staging.client("gate"), InstantSource.system());
        assertThat(large).returns(USERS + 3, ScaleFacts::users).returns(SERVERS + 1, ScaleFacts::withServers);
        assertThat(HubWait.run(staging.client("gate"), HubWaitSpec.DEFAULT, InstantSource.system(), null, progress -> {}).passed()).isTrue();

        SeedResult removed = Seeder.remove(staging.client("seeder"), new SeedSpec(0, 0), BUDGET, InstantSource.system(), progress -> {});
        assertThat(removed).returns(USERS, SeedResult::done).returns(true, SeedResult::passed);
        ScaleFacts small = ScaleFacts.measure(staging.client("gate"), InstantSource.system());
        assertThat(small).returns(3, ScaleFacts::users).returns(1, ScaleFacts::withServers);
    }

    @Test
    public void aSeedingThatIsBrokenOffGoesOnWithTheNextRun() throws Exception {
        int users = 200;
        // So many a second: progress is told once a second, and a quick hub would be done by then.
        SeedSpec spec = new SeedSpec("prepull-broken-", users, 0, 80, SeedSpec.BLOCK, false);
        Thread seeding = Thread.currentThread();
        assertThatThrownBy(() -> Seeder.seed(staging.client("seeder"), spec, BUDGET, InstantSource.system(), progress -> seeding.interrupt()))
                .isInstanceOf(InterruptedException.class);
        SeedResult rest = seed(spec);
        assertThat(rest.passed()).isTrue();
        assertThat(rest.before()).isBetween(1, users - 1);
        assertThat(rest.before() + rest.done()).isEqualTo(users);
        assertThat(Seeder.remove(staging.client("seeder"), spec, BUDGET, InstantSource.system(), progress -> {}).done()).isEqualTo(users);
    }

    @Test
    public void aProcessOfItsOwnThatIsKilledIsFound() throws Exception {
        HubApi api = new HubApi(staging.client("seeder"), new Budget(BUDGET));
        assertThat(api.send("POST", "api/users", Map.of("usernames", List.of("process-1"))).status()).isEqualTo(201);
        assertThat(api.send("POST", "api/users/process-1/server", null).status()).isIn(201, 202);
        HubWaitResult alive = HubWait.run(staging.client("gate"), HubWaitSpec.DEFAULT, InstantSource.system(), null, progress -> {});
        assertThat(alive.findings()).isEmpty();
        ProcessHandle server = staging.serverProcess();
        // Dead at once; the hub, its parent, does not look for hours.
        server.destroyForcibly();
        HubWaitResult dead = HubWait.run(staging.client("gate"), HubWaitSpec.DEFAULT, InstantSource.system(), null, progress -> {});
        assertThat(dead.code()).contains(FindingCode.HUB_ROUTE_DEAD);
        assertThat(dead.summary()).endsWith(": process-1");
        assertThat(api.send("DELETE", "api/users/process-1", null).status()).isEqualTo(204);
    }

    @Test
    public void aHubOnWhichPeopleWorkIsLeftAlone() throws Exception {
        SeedResult refused = Seeder.seed(production.client("seeder"), new SeedSpec(5, 0), BUDGET, InstantSource.system(), progress -> {});
        assertThat(refused.code()).contains(FindingCode.HUB_LOOKS_LIKE_PRODUCTION);
        assertThat(ScaleFacts.measure(production.client("gate"), InstantSource.system()).users()).isEqualTo(40);
    }

    @Test
    public void aStagingThatIsTooSmallIsSaidToBe() throws Exception {
        ScaleFacts here = ScaleFacts.measure(staging.client("gate"), InstantSource.system());
        ScaleFacts there = ScaleFacts.measure(production.client("gate"), InstantSource.system());
        ScaleResult result = Scale.compare(here, there, ScaleSpec.DEFAULT, Instant.now());
        assertThat(result.code()).contains(FindingCode.HUB_SCALE_DRIFT);
        assertThat(result.summary()).contains(" of 20 users with servers").contains(" of 20 routes");
    }

    @Test
    public void aTokenWithoutScopesIsToldWhichOneIsMissing() {
        assertThatThrownBy(() -> ScaleFacts.measure(staging.client("nobody"), InstantSource.system()))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("requires any of [list:users]");
    }
}
