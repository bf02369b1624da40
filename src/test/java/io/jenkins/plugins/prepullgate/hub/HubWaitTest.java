package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.cluster.WorkloadPods;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

public class HubWaitTest {
    private static final HubWaitSpec SPEC = HubWaitSpec.DEFAULT.withBudget(Duration.ofSeconds(20));

    private static final HubWait.Pauses QUICK = new HubWait.Pauses(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100));

    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    /** The API server of its cluster, where one is asked. */
    @Rule
    public final ScriptedHub cluster = new ScriptedHub();

    private final Set<String> running = new ConcurrentSkipListSet<>(List.of("ann", "jane", "joe"));
    private final Set<String> routed = new ConcurrentSkipListSet<>(running);
    private final List<HubProgress> told = new ArrayList<>();
    private HubPods pods;

    @Before
    public void aHubWithThreeServers() {
        hub.on("/hub/api/users", (method, path, body) -> Reply.json(users("ready\": true, \"pending\": null")));
        hub.on("/hub/api/proxy", (method, path, body) -> Reply.json(routed.stream()
                .map(user -> "\"/user/" + user + "/\": {\"target\": \"http://10.0.0.1:8888\", \"data\": {\"user\": \"" + user
                        + "\", \"server_name\": \"\"}}")
                .collect(Collectors.joining(",", "{", "}"))));
        hub.on("/user/", (method, path, body) -> Reply.json("{}"));
    }

    private String users(String state) {
        return running.stream()
                .map(user -> "{\"name\": \"" + user + "\", \"servers\": {\"\": {\"" + state + ", \"url\": \"/user/" + user + "/\"}}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private HubWaitResult run(HubWaitSpec spec) throws InterruptedException, ConnectionException {
        return HubWait.run(hub.client(), spec, QUICK, InstantSource.system(), pods, told::add);
    }

    private static List<FindingCode> codes(HubWaitResult result) {
        return result.findings().stream().map(Finding::code).toList();
    }

    @Test
    public void aHealthyHubPasses() throws Exception {
        HubWaitResult result = run(SPEC);
        assertThat(result.passed()).isTrue();
        assertThat(result.summary()).endsWith("3 of 3 routes lead to a server that answers");
        assertThat(hub.requests().stream().filter(request -> request.startsWith("GET /user/"))).hasSize(3);
    }

    @Test
    public void aHubWhosePodNeverRunsIsNotWaitedFor() throws Exception {
        hub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        pods = () -> new WorkloadPods.Look(List.of(CrashingHubPod.restarted(9)), List.of(), null);
        HubWaitResult result = run(SPEC);
        assertThat(result.code()).contains(FindingCode.CRASH_LOOP);
        assertThat(result.outOfTime()).isFalse();
        assertThat(result.summary()).contains("exit code 1 Error, 10 times");
        assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    public void whatItsPodWaitsForIsToldAndReportedWhenTheBudgetEnds() throws Exception {
        hub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        pods = () -> new WorkloadPods.Look(List.of(CrashingHubPod.restarted(1)), List.of(), null);
        HubWaitResult result = run(SPEC.withBudget(Duration.ofSeconds(3)));
        assertThat(codes(result)).containsExactly(FindingCode.HUB_NOT_HEALTHY, FindingCode.CRASH_LOOP);
        assertThat(result.summary()).endsWith("; its pod on n1 waits: hub CrashLoopBackOff: CRASH_LOOP");
    }

    @Test
    public void aClusterThatDoesNotAnswerHidesNoHubThatDoes() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        hub.on("/hub/health", (method, path, body) -> Reply.of(asked.incrementAndGet() < 3 ? 503 : 200, ""));
        pods = () -> {
            throw new ConnectionException(ConnectionException.Kind.UNREACHABLE, "cluster c does not answer");
        };
        assertThat(run(SPEC).passed()).isTrue();
        assertThat(told.get(0).detail()).endsWith("; cluster c does not answer");
    }

    /** It says so, and is asked no more for so long; the hub, which comes up meanwhile, is not kept waiting. */
    @Test
    public void aBusyClusterIsLeftAloneForAsLongAsItAsksAndHidesNoHub() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        hub.on("/hub/health", (method, path, body) -> Reply.of(asked.incrementAndGet() < 12 ? 503 : 200, ""));
        cluster.on("/", (method, path, body) -> new Reply(429, "", "Retry-After: 3600", false));
        String url = cluster.target().url().toString();
        try (ClusterClient client = ClusterClient.connect(ClusterTarget.of(url, new Credentials.None()), Forbearance.none())) {
            pods = new WorkloadPods(client, "jhub", WorkloadPods.HUB)::read;
            assertThat(run(SPEC).passed()).isTrue();
        }
        assertThat(cluster.requests()).hasSize(1);
        assertThat(told.get(0).detail()).contains("answers 429").endsWith("; it asks to be left alone for 3600 s");
    }

    @Test
    public void routesOnAnotherHostAreNoSuccessAndNotSaidToBeDead() throws Exception {
        String elsewhere = cluster.target().url() + "user/jane/";
        hub.on("/hub/api/users", (method, path, body) -> Reply.json("[{\"name\": \"jane\", \"servers\": {\"\": {\"name\": \"\", \"ready\": true, "
                + "\"pending\": null, \"url\": \"" + elsewhere + "\"}}}]"));
        HubWaitResult result = run(SPEC.withTolerate(Tolerance.parse("100%")));
        assertThat(result.code()).contains(FindingCode.HUB_ROUTES_UNCHECKED);
        assertThat(result.outOfTime()).isFalse();
        assertThat(result.summary()).contains("1 of 1 routes are on another host than the hub, and were not asked: jane");
        assertThat(cluster.requests()).isEmpty();
    }

    @Test
    public void aHubThatServesIsNotAskedForItsPod() throws Exception {
        pods = () -> {
            throw new AssertionError("nobody wants to know");
        };
        assertThat(run(SPEC).passed()).isTrue();
    }

    @Test
    public void aHubThatComesUpLateIsWaitedFor() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        hub.on("/hub/health", (method, path, body) -> Reply.of(asked.incrementAndGet() < 3 ? 503 : 200, ""));
        HubWaitResult result = run(SPEC);
        assertThat(result.passed()).isTrue();
        assertThat(result.healthy()).isGreaterThan(Duration.ofMillis(200));
        assertThat(told.stream().filter(progress -> progress.doing().equals("waiting for the hub"))).as("the same is said once").hasSize(1);
    }

    @Test
    public void aHubThatDoesNotComeUpRunsOutOfTimeAndSaysWhatWasSeen() throws Exception {
        hub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        HubWaitResult result = run(SPEC.withBudget(Duration.ofSeconds(2)));
        assertThat(codes(result)).containsExactly(FindingCode.HUB_NOT_HEALTHY);
        assertThat(result.outOfTime()).isTrue();
        assertThat(result.summary()).isEqualTo("the budget of 2s ran out: answers 503: the proxy is up, and the hub behind it is not");
    }

    @Test
    public void serversThatTheHubHasNotLookedAtAreWaitedFor() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        hub.on("/hub/api/users", (method, path, body) ->
                Reply.json(users(asked.incrementAndGet() < 2 ? "ready\": false, \"pending\": \"check\"" : "ready\": true, \"pending\": null")));
        assertThat(run(SPEC).passed()).isTrue();
        assertThat(told)
                .anySatisfy(progress -> assertThat(progress)
                        .returns("servers looked at by the hub", HubProgress::doing)
                        .returns(3, HubProgress::total));
        hub.on("/hub/api/users", (method, path, body) -> Reply.json(users("ready\": false, \"pending\": \"check\"")));
        HubWaitResult result = run(SPEC.withBudget(Duration.ofSeconds(3)));
        assertThat(codes(result)).containsExactly(FindingCode.HUB_CHECKS_PENDING);
        assertThat(result.summary()).endsWith("3 servers are still to be looked at: ann, jane, joe");
    }

    @Test
    public void aDeadAMissingAndAStaleRouteAreNamed() throws Exception {
        hub.on("/user/ann/", (method, path, body) -> Reply.of(503, ""));
        routed.remove("joe");
        routed.add("gone");
        HubWaitResult result = run(SPEC);
        assertThat(result.findings()).extracting(Finding::summary).containsExactly(
                "nobody answers behind 1 of 3 routes: ann", "the proxy does not know 1 of 3 running servers: joe",
                "the proxy still has 1 route to a server that does not run: gone");
        assertThat(result.findings())
                .extracting(Finding::effective)
                .containsExactly(FindingClass.PERMANENT, FindingClass.PERMANENT, FindingClass.INFO);
        assertThat(result.passed()).isFalse();
    }

    @Test
    public void aRouteThatIsWellAtASecondLookIsNotToldOf() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        hub.on("/user/ann/", (method, path, body) -> Reply.of(asked.incrementAndGet() == 1 ? 503 : 200, ""));
        HubWaitResult result = run(SPEC);
        assertThat(result.findings()).isEmpty();
        assertThat(result.count(RouteState.ALIVE)).isEqualTo(3);
    }

    @Test
    public void aServerThatIsStoppedMeanwhileIsNotMissed() throws Exception {
        hub.on("/user/ann/", (method, path, body) -> {
            running.remove("ann");
            routed.remove("ann");
            return Reply.of(503, "");
        });
        HubWaitResult result = run(SPEC);
        assertThat(result.findings()).isEmpty();
        assertThat(result.servers()).isEqualTo(2);
    }

    @Test
    public void whatFailsAndHowMuchIsTheCallersChoice() throws Exception {
        hub.on("/user/ann/", (method, path, body) -> Reply.of(503, ""));
        assertThat(run(SPEC.withTolerate(new Tolerance(1, false))).passed()).isTrue();
        assertThat(run(SPEC.withFailOn(EnumSet.noneOf(RouteState.class))).passed()).isTrue();
        assertThat(run(SPEC.withTolerate(new Tolerance(20, true))).passed()).as("a fifth of three is none").isFalse();
    }

    @Test
    public void withoutTheScopeProxyTheTableIsNotComparedAndThatIsSaid() throws Exception {
        hub.on("/hub/api/proxy", (method, path, body) -> Reply.of(403, "{\"message\": \"requires any of [proxy]\"}"));
        HubWaitResult result = run(SPEC);
        assertThat(codes(result)).containsExactly(FindingCode.NOT_PERMITTED_DETAIL);
        assertThat(result.passed()).isTrue();
    }

    @Test
    public void aHubThatRefusesTheCallerIsNotWaitedFor() {
        hub.on("/hub/api/users", (method, path, body) -> Reply.of(403, "{\"message\": \"Missing or invalid credentials.\"}"));
        assertThatThrownBy(() -> run(SPEC)).isInstanceOf(ConnectionException.class).hasMessageContaining("the token is not accepted");
    }

    @Test
    public void routesThatCouldNotBeCheckedInTimeAreCounted() throws Exception {
        for (int i = 0; i < 200; i++) {
            running.add("u" + i);
        }
        routed.addAll(running);
        HubWaitResult result =
                run(SPEC.withBudget(Duration.ofSeconds(3)).withRoutes(new RouteSpec(1, 10, Duration.ofSeconds(1), Duration.ofSeconds(1))));
        assertThat(result.code()).contains(FindingCode.HUB_ROUTES_UNCHECKED);
        assertThat(result.summary()).containsPattern("1[67]\\d of 203 routes were not checked");
    }
}
