package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.faults.Mutations;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.Rule;
import org.junit.Test;

public class RouteCheckerTest {
    /** An answer without delay is quick on a busy machine too. */
    private static final RouteSpec SPEC = new RouteSpec(8, 0, Duration.ofSeconds(6), Duration.ofSeconds(2));

    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    private static HubServer server(String user) {
        return new HubServer(user, "", true, "", "/user/" + user + "/");
    }

    private static List<HubServer> servers(int number) {
        return IntStream.range(0, number).mapToObj(i -> server("u" + i)).toList();
    }

    private List<RouteAnswer> check(List<HubServer> servers, RouteSpec spec, Duration budget) throws InterruptedException {
        return new RouteChecker(hub.client(), spec).check(servers, new Budget(budget), counts -> {});
    }

    private static Reply after(CountDownLatch never, long millis, Reply reply) {
        try {
            never.await(millis, TimeUnit.MILLISECONDS);
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.of(500, "");
        }
    }

    @Test
    public void anAddressThatIsNoneIsADeadRouteAndTheOthersAreAskedAll() throws InterruptedException {
        hub.on("/user/", (method, path, body) -> Reply.json("{}"));
        List<String> none =
                List.of("", "ht tp://[::x/", "file:///etc/passwd", "/user/%zz/", "mailto:a@b.test", "\u001b[2J\n", "://" + "x".repeat(1 << 20));
        List<HubServer> servers = new ArrayList<>(none.stream().map(url -> new HubServer("odd" + none.indexOf(url), "", true, "", url)).toList());
        servers.addAll(servers(20));

        List<RouteAnswer> found = check(servers, SPEC, Duration.ofSeconds(60));

        assertThat(found).hasSize(servers.size());
        assertThat(found).filteredOn(answer -> answer.server().user().startsWith("odd")).hasSize(none.size()).allSatisfy(answer -> {
            assertThat(answer.state()).isEqualTo(RouteState.DEAD);
            Mutations.assertOneLine(answer.detail());
            assertThat(answer.detail()).hasSizeLessThan(700);
        });
        assertThat(found).filteredOn(answer -> answer.server().user().startsWith("u")).extracting(RouteAnswer::state).containsOnly(RouteState.ALIVE);
    }

    @Test
    public void eachKindOfRouteIsRecognised() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        hub.on("/user/alive/", (method, path, body) -> Reply.json("{}"));
        hub.on("/user/private/", (method, path, body) -> Reply.of(403, ""));
        hub.on("/user/login/", (method, path, body) -> new Reply(302, "", "Location: /hub/api/oauth2/authorize?x", false));
        hub.on("/user/dead/", (method, path, body) -> Reply.of(503, "<html>"));
        hub.on("/user/missing/", (method, path, body) -> new Reply(302, "", "Location: /hub/user/missing/api", false));
        hub.on("/user/slow/", (method, path, body) -> after(never, 2500, Reply.json("{}")));
        hub.on("/user/hangs/", (method, path, body) -> after(never, 60_000, Reply.json("{}")));
        List<HubServer> servers = List.of("alive", "private", "login", "dead", "missing", "slow", "hangs").stream()
                .map(RouteCheckerTest::server)
                .toList();
        Map<String, RouteAnswer> found =
                check(servers, SPEC, Duration.ofSeconds(20)).stream()
                        .collect(Collectors.toMap(answer -> answer.server().user(), Function.identity()));
        assertThat(found.get("alive").state()).isEqualTo(RouteState.ALIVE);
        assertThat(found.get("private").state()).isEqualTo(RouteState.ALIVE);
        assertThat(found.get("login").state()).isEqualTo(RouteState.ALIVE);
        assertThat(found.get("dead")).returns(RouteState.DEAD, RouteAnswer::state).returns("is answered with 503", RouteAnswer::detail);
        assertThat(found.get("missing").state()).isEqualTo(RouteState.MISSING);
        assertThat(found.get("slow").state()).isEqualTo(RouteState.SLOW);
        assertThat(found.get("hangs")).returns(RouteState.DEAD, RouteAnswer::state).returns("does not answer in time", RouteAnswer::detail);
    }

    @Test
    public void neverMoreAreUnderWayThanAllowed() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        hub.on("/user/", (method, path, body) -> after(never, 30, Reply.json("{}")));
        assertThat(check(servers(60), SPEC.withConcurrency(5), Duration.ofSeconds(20)))
                .hasSize(60)
                .allMatch(answer -> answer.state() == RouteState.ALIVE);
        assertThat(hub.most()).isLessThanOrEqualTo(5);
    }

    @Test
    public void theRateIsKept() throws InterruptedException {
        hub.on("/user/", (method, path, body) -> Reply.json("{}"));
        long begun = System.nanoTime();
        check(servers(21), new RouteSpec(8, 20, Duration.ofSeconds(1), Duration.ofSeconds(1)), Duration.ofSeconds(20));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    public void noTokenIsSentToServersOfUsers() throws InterruptedException {
        AtomicReference<String> seen = new AtomicReference<>("");
        hub.onHeaders(headers -> seen.set(String.valueOf(headers.getFirst("Authorization"))));
        hub.on("/user/", (method, path, body) -> Reply.json("{}"));
        check(servers(1), SPEC, Duration.ofSeconds(5));
        assertThat(seen).hasValue("null");
    }

    @Test
    public void aBudgetThatEndsLeavesTheRestUncheckedAndNothingUnderWay() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        hub.on("/user/", (method, path, body) -> after(never, 200, Reply.json("{}")));
        long begun = System.nanoTime();
        List<RouteAnswer> answers = check(servers(500), SPEC.withConcurrency(2), Duration.ofSeconds(3));
        assertThat(answers.size()).isBetween(1, 50);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        int asked = hub.requests().size();
        Awaitility.await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(30)).until(() -> hub.requests().size() <= asked + 2);
    }

    @Test
    public void whoeverInterruptsItIsNotKeptWaiting() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        hub.on("/user/", (method, path, body) -> after(never, 900, Reply.json("{}")));
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                check(servers(100), SPEC.withConcurrency(1), Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                end.set(e);
            }
        });
        thread.start();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !hub.requests().isEmpty());
        thread.interrupt();
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    public void aProxyThatIsGoneSaysNothingAboutServers() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (HubClient client = HubClient.connect(HubTarget.of("http://127.0.0.1:" + free, "t", ""))) {
            List<RouteAnswer> answers = new RouteChecker(client, SPEC).check(servers(3), new Budget(Duration.ofSeconds(10)), counts -> {});
            assertThat(answers).hasSize(3).allMatch(answer -> answer.state() == RouteState.UNKNOWN);
        }
    }
}
