package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;

public class HubApiTest {
    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    private HubApi api() {
        return new HubApi(hub.client(), new Budget(Duration.ofSeconds(30)));
    }

    private static String page(int offset, String next, String... names) {
        StringBuilder items = new StringBuilder();
        for (String name : names) {
            items.append(items.length() == 0 ? "" : ",").append("{\"name\": \"").append(name).append("\", \"servers\": {}}");
        }
        return "{\"items\": [" + items + "], \"_pagination\": {\"offset\": " + offset + ", \"next\": " + next + "}}";
    }

    @Test
    public void pagesAreFollowedAndWhoIsSeenTwiceCountsOnce() throws Exception {
        hub.on("/hub/api/users", (method, path, body) -> path.contains("offset=0")
                ? Reply.json(page(0, "{\"offset\": 2, \"url\": \"http://elsewhere.example/steal\"}", "a", "b"))
                : Reply.json(page(2, "null", "b", "c")));
        assertThat(api().users()).extracting(HubUser::name).containsExactly("a", "b", "c");
        assertThat(hub.requests()).containsExactly("GET /hub/api/users?limit=200&offset=0", "GET /hub/api/users?limit=200&offset=2");
    }

    @Test
    public void aListInOnePieceIsRead() throws Exception {
        hub.on("/hub/api/users", (method, path, body) -> Reply.json(ScriptedHub.recorded("users-1.5.1.json")));
        hub.on("/hub/api/proxy", (method, path, body) -> Reply.json(ScriptedHub.recorded("proxy-1.5.1.json")));
        assertThat(api().usersWithServers()).extracting(HubUser::name).containsExactly("jane");
        assertThat(api().routes()).extracting(HubRoute::spec).containsExactly("/", "/user/jane/");
    }

    @Test
    public void pagesThatGoRoundInCirclesAreAnError() {
        hub.on("/hub/api/users", (method, path, body) -> Reply.json(page(0, "{\"offset\": 0}", "a")));
        assertThatThrownBy(() -> api().users()).isInstanceOf(ConnectionException.class).hasMessageContaining("has the page after 0 once again");
    }

    @Test
    public void aBusyHubIsAskedAgainWhenItSays() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        hub.on("/hub/api/users", (method, path, body) ->
                asked.incrementAndGet() == 1 ? new Reply(429, "", "Retry-After: 1", false) : Reply.json(page(0, "null", "a")));
        long begun = System.nanoTime();
        assertThat(api().users()).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    public void aPageThatIsCutOffIsAskedForAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        hub.on("/hub/api/users", (method, path, body) -> {
            String whole = page(0, "null", "a", "b");
            return switch (asked.incrementAndGet()) {
                case 1 -> new Reply(200, whole.substring(0, 20), "", true);
                case 2 -> Reply.json(whole.substring(0, 20));
                default -> Reply.json(whole);
            };
        });
        assertThat(api().users()).hasSize(2);
        assertThat(asked).hasValue(3);
    }

    @Test
    public void aHubThatStaysBrokenIsGivenUpAndQuoted() {
        hub.on("/hub/api/users", (method, path, body) -> Reply.of(500, "{\"status\": 500, \"message\": \"database is locked\"}"));
        assertThatThrownBy(() -> api().users())
                .asInstanceOf(type(ConnectionException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .satisfies(e -> assertThat(e).hasMessageContaining("GET api/users is answered with 500: database is locked"));
        assertThat(hub.requests()).hasSize(4);
    }

    @Test
    public void aTokenThatIsNotKnownAndARightThatIsMissingAreToldApart() {
        hub.on("/hub/api/users", (method, path, body) -> Reply.of(403, "{\"status\": 403, \"message\": \"Missing or invalid credentials.\"}"));
        hub.on("/hub/api/proxy", (method, path, body) ->
                Reply.of(403, "{\"message\": \"Action is not authorized with current scopes; requires any of [proxy]\"}"));
        assertThatThrownBy(() -> api().users())
                .asInstanceOf(type(ConnectionException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret-token"));
        assertThatThrownBy(() -> api().routes())
                .asInstanceOf(type(ConnectionException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN))
                .satisfies(e -> assertThat(e).hasMessageContaining("requires any of [proxy]"));
        assertThat(hub.requests()).as("asking again would not help").hasSize(2);
    }

    @Test
    public void whatIsNoListIsNotTakenForAnEmptyHub() {
        List<String> strange = List.of(
                "{}", "7", "null", "\"x\"", "true", "[7]", "[{}]", "[null]", "[[]]", "[{\"name\": null}]", "{\"items\": {}, \"_pagination\": {}}");
        for (String body : strange) {
            hub.on("/hub/api/users", (method, path, asked) -> Reply.json(body));
            assertThatThrownBy(() -> api().users())
                    .as(body)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("GET api/users: the answer ");
        }
        for (String body : List.of("[]", "7", "null", "\"x\"")) {
            hub.on("/hub/api/proxy", (method, path, asked) -> Reply.json(body));
            assertThatThrownBy(() -> api().routes())
                    .as(body)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("GET api/proxy: the answer ");
        }
    }

    @Test
    public void anAnswerWithoutEndIsGivenUpAndNotAskedForAgain() {
        hub.on("/hub/api/users", (method, path, body) -> Reply.json("[" + " ".repeat(3 << 20) + "]"));
        HubApi api = new HubApi(hub.client(), new Budget(Duration.ofSeconds(30)), 1 << 20);

        assertThatThrownBy(api::users).asInstanceOf(type(ConnectionException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED))
                .satisfies(e -> assertThat(e).hasMessageEndingWith(": the answer is larger than 1048576 bytes"));
        assertThat(hub.requests()).hasSize(1);
    }

    @Test
    public void pagesWithoutEndAreGivenUp() {
        AtomicInteger asked = new AtomicInteger();
        hub.on("/hub/api/users", (method, path, body) -> {
            int page = asked.getAndIncrement();
            return Reply.json(page(page, "{\"offset\": " + (page + 1) + "}", "u" + page));
        });
        HubApi api = new HubApi(hub.client(), new Budget(Duration.ofSeconds(30)), 2_000);

        assertThatThrownBy(api::users).hasMessageEndingWith("GET api/users: the answer is, in its pages so far, larger than 2000 bytes");
    }

    @Test
    public void whatChangesSomethingIsSentOnce() throws Exception {
        hub.on("/hub/api/users", (method, path, body) -> Reply.of(503, ""));
        assertThat(api().send("POST", "api/users", Map.of("usernames", List.of("a"))).status()).isEqualTo(503);
        assertThat(hub.requests()).hasSize(1);
    }

    @Test
    public void whatKeepsAHubFromServingIsSaid() throws Exception {
        assertThat(api().obstacle()).isEmpty();
        hub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        assertThat(api().obstacle()).isEqualTo("answers 503: the proxy is up, and the hub behind it is not");
        hub.on("/hub/health", (method, path, body) -> Reply.of(404, ""));
        assertThat(api().obstacle()).as("a hub before 1.0 has no such page").isEmpty();
        hub.on("/hub/api/", (method, path, body) -> Reply.of(404, ""));
        assertThat(api().obstacle()).startsWith("answers 404");
    }
}
