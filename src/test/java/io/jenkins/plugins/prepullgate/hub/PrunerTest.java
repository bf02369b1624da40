package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whom a pruning takes, and what it does when something fails in the middle; on a well hub it is tested in {@code PruneRealHubTest}. */
public class PrunerTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> users = new ConcurrentSkipListMap<>();

    @Before
    public void aHubThatRemembersUsers() {
        user("old", "2025-03-01T10:00:00Z", "");
        user("never", null, "");
        user("lately", "2026-02-01T10:00:00Z", "");
        user("boss", "2024-01-01T10:00:00Z", "\"admin\": true");
        user("busy", "2024-01-01T10:00:00Z", "\"servers\": {\"gpu\": {\"ready\": false, \"pending\": \"spawn\"}}");
        hub.on("/hub/api/users", (method, path, body) -> {
            String name = path.replaceFirst(".*/users/?", "").replaceFirst("\\?.*", "");
            if (method.equals("DELETE")) {
                return Reply.of(users.remove(name) == null ? 404 : 204, "");
            }
            return name.isEmpty() ? Reply.json(users.values().stream().collect(Collectors.joining(",", "[", "]"))) : one(users.get(name));
        });
    }

    private static Reply one(String user) {
        return user == null ? Reply.of(404, "{}") : Reply.json(user);
    }

    private void user(String name, String active, String more) {
        String activity = active == null ? "null" : "\"" + active + "\"";
        String rest = "\"created\": \"2025-01-01T00:00:00Z\", \"last_activity\": " + activity + ", \"groups\": [\"class\"]";
        String admin = more.contains("admin") ? "" : ", \"admin\": false";
        String servers = more.contains("servers") ? "" : ", \"servers\": {}";
        users.put(name, "{\"name\": \"" + name + "\", " + rest + admin + servers + (more.isEmpty() ? "" : ", " + more) + "}");
    }

    private Path backup() {
        return folder.getRoot().toPath().resolve("users.json");
    }

    private PruneResult prune(boolean delete, int atMost) throws InterruptedException, ConnectionException {
        PruneSpec spec = new PruneSpec(SINCE, delete, atMost, 0, Duration.ofSeconds(30));
        return Pruner.run(hub.client(), spec, BackupStore.file(backup()), InstantSource.system(), progress -> {});
    }

    @Test
    public void unlessToldOtherwiseItOnlyCounts() throws Exception {
        PruneResult result = prune(false, 99);
        assertThat(result.passing()).startsWith("2 of 5 users of ").endsWith(" would be deleted; nothing was changed");
        assertThat(result.details()).contains(
                "5 users: 2 not seen since 2026-01-01; these stay: 1 active since, 1 other with a server, 1 administrator",
                "longest away: never (2025-01-01), shortest: old (2025-03-01)",
                "1 of them never were active: for these the day of their creation counts");
        assertThat(users).hasSize(5);
        assertThat(backup()).doesNotExist();
        assertThat(hub.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    public void thoseWhoGoAreInTheBackupFirst() throws Exception {
        PruneResult result = prune(true, 2);
        assertThat(result.passed()).isTrue();
        assertThat(result).returns(2, PruneResult::deleted).returns(0, PruneResult::kept).returns(3, PruneResult::after);
        assertThat(users).containsOnlyKeys("lately", "boss", "busy");
        UserBackup backup = UserBackup.parse(Files.readString(backup()));
        assertThat(backup.users()).extracting(HubUser::name).containsExactly("never", "old");
        assertThat(backup.users().get(1).lastActivity()).isEqualTo("2025-03-01T10:00:00Z");
        assertThat(backup.users().get(1).groups()).containsExactly("class");
    }

    @Test
    public void whoComesBackBeforeTheirTurnIsSpared() throws Exception {
        PruneSpec spec = new PruneSpec(SINCE, true, 99, 0, Duration.ofSeconds(30));
        BackupStore meanwhile = text -> {
            user("old", "2026-03-01T10:00:00Z", "");
            user("never", null, "\"servers\": {\"\": {\"ready\": true}}");
            return "there";
        };
        PruneResult result = Pruner.run(hub.client(), spec, meanwhile, InstantSource.system(), progress -> {});
        assertThat(result).returns(0, PruneResult::deleted).returns(2, PruneResult::kept).returns(true, PruneResult::passed);
        assertThat(users).hasSize(5);
    }

    @Test
    public void withoutABackupNobodyIsDeleted() throws Exception {
        Files.writeString(backup(), "an older one");
        PruneResult result = prune(true, 99);
        assertThat(result.code()).contains(FindingCode.HUB_BACKUP_FAILED);
        assertThat(users).hasSize(5);
        assertThat(backup()).hasContent("an older one");
    }

    @Test
    public void moreThanAreAllowedAreNotDeleted() throws Exception {
        assertThat(prune(true, 1).code()).contains(FindingCode.HUB_PRUNE_TOO_MANY);
        assertThat(users).hasSize(5);
        assertThat(backup()).doesNotExist();
    }

    @Test
    public void aHubThatKeepsFailingIsLeftAloneAndTheCountIsTold() throws Exception {
        hub.on("/hub/api/users/old", (method, path, body) ->
                method.equals("GET") ? one(users.get("old")) : new Reply(500, "{\"message\": \"database is locked\"}", "Retry-After: 0", false));
        PruneResult result = prune(true, 99);
        assertThat(result.code()).contains(FindingCode.HUB_PRUNE_INCOMPLETE);
        assertThat(result.summary())
                .isEqualTo("1 of 2 users were deleted: hub " + result.hub() + ": DELETE api/users/old is answered with 500: database is locked");
        assertThat(result.after()).isEqualTo(4);
    }

    @Test
    public void whatTheTokenDoesNotSeeIsNotTakenForAbsent() throws IOException {
        hub.on("/hub/api/users", (method, path, body) -> Reply.json("[{\"name\": \"jane\", \"last_activity\": null, \"servers\": {}}]"));
        assertThatThrownBy(() -> prune(true, 99))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("grant the scopes read:users and read:servers");
        assertThat(backup()).doesNotExist();
    }
}
