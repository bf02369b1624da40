package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;

/** A hub, or somebody in its place, cannot send us and our token elsewhere. */
public class HubRedirectTest {
    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    @Rule
    public final ScriptedHub elsewhere = new ScriptedHub();

    /** Ways of sending elsewhere that clients treat differently: 303 turns into a GET, 307 and 308 keep method and body. */
    private static final List<Integer> WAYS = List.of(301, 302, 303, 307, 308);

    private void sendElsewhere(int status) throws ConnectionException {
        String url = elsewhere.target().url() + "hub/api/users";
        hub.on("/", (method, path, body) -> new Reply(status, "", "Location: " + url, false));
        for (String path : List.of("/hub/health", "/hub/api/", "/hub/metrics")) {
            hub.on(path, (method, asked, body) -> new Reply(status, "", "Location: " + url, false));
        }
    }

    private HubApi api() {
        return new HubApi(hub.client(), new Budget(Duration.ofSeconds(30)));
    }

    @Test
    public void whatReadsDoesNotFollow() throws Exception {
        for (int status : WAYS) {
            sendElsewhere(status);
            ConnectionException users = catchThrowableOfType(ConnectionException.class, () -> api().users());
            assertThat(users).hasMessageEndingWith("GET api/users is answered with " + status).hasMessageNotContaining("secret-token");
            assertThat(users.passing()).as("worth another try").isFalse();
            assertThat(catchThrowableOfType(ConnectionException.class, () -> api().routes())).hasMessageContaining("is answered with " + status);
            assertThat(api().obstacle()).isEqualTo("answers " + status);
        }
        assertThat(hub.requests()).hasSize(3 * WAYS.size());
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    public void whatChangesDoesNotFollowEither() throws Exception {
        for (int status : WAYS) {
            sendElsewhere(status);
            for (String method : List.of("POST", "DELETE")) {
                assertThat(api().send(method, "api/users/jane", null).status()).isEqualTo(status);
            }
        }
        assertThat(hub.requests()).hasSize(2 * WAYS.size());
        assertThat(elsewhere.requests()).isEmpty();
    }

    /** A hub that names somebody else's address, or was made to, does not choose whom a controller asks. */
    @Test
    public void anotherHostThatTheHubNamesIsAskedOnlyWhereSomebodySaysSo() throws Exception {
        elsewhere.on("/", (method, path, body) -> Reply.json("{}"));
        String other = elsewhere.target().url().toString();
        List<HubServer> servers = Stream.of(
                        other + "user/jane/", other.replaceFirst("http:", "") + "user/jane/", other.replace("//", "//hub@") + "user/")
                .map(url -> new HubServer("jane", "", true, "", url)).toList();
        RouteSpec spec = new RouteSpec(1, 0, Duration.ofSeconds(20), Duration.ofSeconds(20));
        for (RouteSpec bounded : List.of(spec, spec.withDomain("example.org"))) {
            List<RouteAnswer> found = new RouteChecker(hub.client(), bounded).check(servers, new Budget(Duration.ofSeconds(30)), counts -> {});
            assertThat(found).hasSize(3).extracting(RouteAnswer::state).containsOnly(RouteState.ELSEWHERE);
            assertThat(found.get(0).detail())
                    .isEqualTo("the hub names another host, " + elsewhere.target().url().getAuthority() + ", which is not asked");
        }
        assertThat(elsewhere.requests()).isEmpty();
        RouteSpec allowed = spec.withDomain(elsewhere.target().url().getHost());
        assertThat(new RouteChecker(hub.client(), allowed).check(servers.subList(0, 1), new Budget(Duration.ofSeconds(30)), counts -> {}))
                .extracting(RouteAnswer::state).containsExactly(RouteState.ALIVE);
    }

    @Test
    public void aRouteThatLeadsElsewhereIsNotFollowed() throws Exception {
        for (int status : WAYS) {
            sendElsewhere(status);
            HubServer server = new HubServer("jane", "", true, "", "/user/jane/");
            RouteSpec spec = new RouteSpec(1, 0, Duration.ofSeconds(20), Duration.ofSeconds(20));
            List<RouteAnswer> found = new RouteChecker(hub.client(), spec).check(List.of(server), new Budget(Duration.ofSeconds(30)), counts -> {});
            assertThat(found).singleElement().returns("answers " + status, RouteAnswer::detail);
        }
        assertThat(elsewhere.requests()).isEmpty();
    }
}
