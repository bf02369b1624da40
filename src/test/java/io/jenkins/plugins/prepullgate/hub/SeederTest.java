package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What a seeding does when a hub fails in the middle of it; on a well hub it is tested in {@code SeedRealHubTest}. */
public class SeederTest {
    private static final Duration BUDGET = Duration.ofSeconds(30);

    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    private final Set<String> users = new ConcurrentSkipListSet<>(List.of("ann", "prepull-seed-x", "prepull-seed-000001"));
    private final AtomicInteger posts = new AtomicInteger();

    @Before
    public void aHubThatRemembersUsers() {
        hub.on("/hub/api/users", (method, path, body) -> switch (method) {
            case "GET" -> Reply.json(users.stream().map(name -> "{\"name\": \"" + name + "\"}").collect(Collectors.joining(",", "[", "]")));
            case "POST" -> create(body);
            default -> Reply.of(users.remove(path.substring(path.lastIndexOf('/') + 1)) ? 204 : 404, "");
        });
    }

    private Reply create(String body) {
        posts.incrementAndGet();
        List<String> created = names(body).stream().filter(users::add).toList();
        String json = created.stream().map(name -> "{\"name\": \"" + name + "\"}").collect(Collectors.joining(",", "[", "]"));
        return created.isEmpty() ? Reply.of(409, "{}") : Reply.of(201, json);
    }

    private static List<String> names(String body) {
        try {
            List<String> names = new ArrayList<>();
            for (JsonNode name : new ObjectMapper().readTree(body).get("usernames")) {
                names.add(name.asText());
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SeedResult seed(SeedSpec spec) throws InterruptedException, ConnectionException {
        return Seeder.seed(hub.client(), spec, BUDGET, InstantSource.system(), progress -> {});
    }

    @Test
    public void whatIsThereIsNotCreatedAgain() throws Exception {
        assertThat(seed(new SeedSpec(30, 0))).returns(30, SeedResult::done).returns(0, SeedResult::before).returns(true, SeedResult::passed);
        int sent = posts.get();
        assertThat(seed(new SeedSpec(30, 0))).returns(0, SeedResult::done).returns(30, SeedResult::before);
        assertThat(posts).hasValue(sent);
        assertThat(seed(new SeedSpec(32, 0))).returns(2, SeedResult::done);
    }

    @Test
    public void exactlyTheSeededOnesAreRemoved() throws Exception {
        seed(new SeedSpec(10, 0));
        SeedResult result = Seeder.remove(hub.client(), new SeedSpec(0, 0), BUDGET, InstantSource.system(), progress -> {});
        assertThat(result).returns(10, SeedResult::done).returns(true, SeedResult::passed);
        assertThat(users).containsExactly("ann", "prepull-seed-000001", "prepull-seed-x");
    }

    @Test
    public void aBatchThatIsLostOnTheWayBackIsCountedOnce() throws Exception {
        hub.on("/hub/api/users", (method, path, body) -> {
            if (method.equals("GET")) {
                return Reply.json("[]");
            }
            Reply reply = create(body);
            return posts.get() == 2 ? Reply.of(502, "") : reply;
        });
        SeedResult result = seed(new SeedSpec(20, 0));
        assertThat(result.passed()).isTrue();
        assertThat(users).hasSize(23);
        assertThat(result.done()).as("without those of the batch that was lost").isBetween(14, 19);
    }

    @Test
    public void aHubThatKeepsFailingIsLeftAloneAndTheNextRunGoesOn() throws Exception {
        AtomicInteger limit = new AtomicInteger(9);
        hub.on("/hub/api/users", (method, path, body) -> {
            if (method.equals("POST") && users.size() > limit.get()) {
                posts.incrementAndGet();
                return new Reply(500, "{\"message\": \"database is locked\"}", "Retry-After: 0", false);
            }
            return method.equals("POST")
                    ? create(body)
                    : Reply.json(users.stream().map(name -> "{\"name\": \"" + name + "\"}").collect(Collectors.joining(",", "[", "]")));
        });
        SeedResult broken = seed(new SeedSpec(50, 0));
        assertThat(broken.code()).contains(FindingCode.HUB_SEED_INCOMPLETE);
        assertThat(broken.summary()).contains("of 50 missing users were created").endsWith("POST api/users is answered with 500: database is locked");
        assertThat(broken.done()).isEqualTo(users.size() - 3);
        limit.set(1000);
        SeedResult rest = seed(new SeedSpec(50, 0));
        assertThat(rest.passed()).isTrue();
        assertThat(rest.before() + rest.done()).isEqualTo(50);
        assertThat(users).hasSize(53);
    }

    @Test
    public void aHubOnWhichPeopleWorkIsRefusedUnlessToldTwice() throws Exception {
        Instant now = Instant.now();
        String people = IntStream.range(0, 25)
                .mapToObj(i -> "{\"name\": \"p" + i + "\", \"last_activity\": \"" + now + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        hub.on("/hub/api/users", (method, path, body) -> method.equals("GET") ? Reply.json(people) : create(body));
        SeedResult refused = seed(new SeedSpec(5, 0));
        assertThat(refused.code()).contains(FindingCode.HUB_LOOKS_LIKE_PRODUCTION);
        assertThat(refused.summary()).contains("25 users besides the seeded ones were active");
        assertThat(posts).hasValue(0);
        SeedSpec twice = new SeedSpec(SeedSpec.DEFAULT_PREFIX, 5, 0, 0, SeedSpec.BLOCK, true);
        assertThat(seed(twice).done()).isEqualTo(5);
    }

    @Test
    public void aServerWhoseStartIsRefusedOnceIsAskedForAgain() throws Exception {
        Set<String> running = new ConcurrentSkipListSet<>();
        AtomicInteger refused = new AtomicInteger();
        hub.on("/hub/api/users", (method, path, body) -> method.equals("POST")
                ? path.endsWith("/server") ? start(path, running, refused) : create(body)
                : Reply.json(users.stream()
                        .map(name -> "{\"name\": \"" + name + "\", \"servers\": {"
                                + (running.contains(name) ? "\"\": {\"ready\": true, \"url\": \"/u/\"}" : "") + "}}")
                        .collect(Collectors.joining(",", "[", "]"))));
        SeedResult result = seed(new SeedSpec(3, 2));
        assertThat(result).returns(2, SeedResult::servers).returns(true, SeedResult::passed);
        assertThat(refused).hasValue(1);
        assertThat(running).containsExactly("prepull-seed-00001", "prepull-seed-00002");
    }

    private static Reply start(String path, Set<String> running, AtomicInteger refused) {
        if (running.size() == 1 && refused.compareAndSet(0, 1)) {
            return new Reply(429, "{\"message\": \"too many pending spawns\"}", "Retry-After: 0", false);
        }
        running.add(path.replaceFirst(".*/users/", "").replaceFirst("/server", ""));
        return Reply.of(202, "");
    }

    @Test
    public void aTokenThatMayNotCreateUsersEndsItAtOnce() {
        hub.on("/hub/api/users", (method, path, body) ->
                method.equals("GET") ? Reply.json("[]") : Reply.of(403, "{\"message\": \"requires any of [admin:users]\"}"));
        assertThatThrownBy(() -> seed(new SeedSpec(5, 0)))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("requires any of [admin:users]");
    }

    @Test
    public void theRateIsKept() throws Exception {
        long begun = System.nanoTime();
        seed(new SeedSpec(SeedSpec.DEFAULT_PREFIX, 30, 0, 20, SeedSpec.BLOCK, false));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(1400));
    }

    @Test
    public void aPrefixThatPeopleCouldHaveIsRefused() {
        for (String prefix : new String[] {"", "a-", "seed", "Seed-", "../x-"}) {
            assertThatThrownBy(() -> new SeedSpec(prefix, 1, 0, 0, SeedSpec.BLOCK, false)).hasMessageContaining("prefix");
        }
    }
}
