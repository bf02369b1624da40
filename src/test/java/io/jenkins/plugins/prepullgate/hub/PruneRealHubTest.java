package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Users of a real hub deleted, and created again from the backup. */
public class PruneRealHubTest {
    /** With -Dhub.users=5000 it takes some minutes. */
    private static final int USERS = Integer.getInteger("hub.users", 120);

    private static final int SERVERS = 4;
    private static final Duration BUDGET = Duration.ofMinutes(30);

    @ClassRule
    public static final RealHub hub = new RealHub(USERS, SERVERS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void inactiveUsersGoAndComeBack() throws Exception {
        HubApi api = new HubApi(hub.client("pruner"), new Budget(BUDGET));
        assertThat(api.send("POST", "api/groups/class%20of%202025", Map.of("users", List.of("user-00010"))).status()).isEqualTo(201);
        List<HubUser> before = api.users();
        Path file = folder.getRoot().toPath().resolve("backup.json");
        PruneSpec count = new PruneSpec(Instant.now(), false, 0, 0, BUDGET);
        PruneResult counted = Pruner.run(hub.client("pruner"), count, BackupStore.file(file), InstantSource.system(), progress -> {});
        assertThat(counted.census().candidates()).hasSize(USERS - SERVERS);
        assertThat(api.users()).hasSize(USERS);

        PruneSpec delete = new PruneSpec(count.inactiveSince(), true, USERS, 0, BUDGET);
        PruneResult result = Pruner.run(hub.client("pruner"), delete, BackupStore.file(file), InstantSource.system(), progress -> {});
        System.out.printf("hub prune: %d users deleted in %d ms, the longest request %d ms, the hub's longest freeze by its log %.2f s%n",
                result.deleted(), result.elapsed().toMillis(), result.longest().toMillis(), hub.longestFreeze());
        assertThat(result.findings()).isEmpty();
        assertThat(result).returns(USERS - SERVERS, PruneResult::deleted).returns(SERVERS, PruneResult::after).returns(0, PruneResult::back);
        assertThat(api.usersWithServers()).as("who had a server").hasSize(SERVERS);

        UserBackup backup = UserBackup.parse(Files.readString(file));
        RestoreResult restored = Restorer.run(hub.client("pruner"), backup, BUDGET, InstantSource.system(), progress -> {});
        System.out.printf("hub restore: %d users in %d ms%n", restored.created(), restored.elapsed().toMillis());
        assertThat(restored.findings()).isEmpty();
        assertThat(restored)
                .returns(USERS - SERVERS, RestoreResult::created)
                .returns(1, RestoreResult::groups)
                .returns(USERS - SERVERS, RestoreResult::active);
        for (HubUser old : before) {
            HubUser now = api.user(old.name()).orElseThrow();
            assertThat(now.groups()).as(old.name()).isEqualTo(old.groups());
            assertThat(now.lastActivity()).as(old.name()).isEqualTo(old.lastActivity());
        }
        assertThat(Restorer.run(hub.client("pruner"), backup, BUDGET, InstantSource.system(), progress -> {})).returns(0, RestoreResult::created);
    }

    @Test
    public void aTokenThatSeesTooLittleIsToldWhichScopeIsMissing() {
        PruneSpec count = new PruneSpec(Instant.now(), false, 0, 0, BUDGET);
        assertThatThrownBy(() -> Pruner.run(hub.client("gate"), count, text -> "", InstantSource.system(), progress -> {}))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("read:users");
    }
}
