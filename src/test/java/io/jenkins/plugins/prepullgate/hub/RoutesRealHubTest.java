package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.ClassRule;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runners.MethodSorters;

/** A hub with 500 running servers: a healthy look, one by one against all at once, a restart, and what is broken on purpose at the end. */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class RoutesRealHubTest {
    private static final int SERVERS = 500;

    @ClassRule
    public static final RealHub hub = new RealHub(SERVERS + 100, SERVERS);

    private static HubWaitResult run(HubWaitSpec spec, List<HubProgress> told) throws Exception {
        return HubWait.run(hub.client("gate"), spec, InstantSource.system(), null, told::add);
    }

    private static HubWaitSpec concurrency(int requests) {
        return HubWaitSpec.DEFAULT.withRoutes(RouteSpec.DEFAULT.withConcurrency(requests));
    }

    @Test
    public void a1AllRoutesAreAliveAndOnlyReadingScopesAreNeeded() throws Exception {
        HubWaitResult result = run(HubWaitSpec.DEFAULT, new ArrayList<>());
        assertThat(result.findings()).isEmpty();
        assertThat(result.count(RouteState.ALIVE)).isEqualTo(SERVERS);
        assertThat(result.version()).isEqualTo("5.5.4");
        ScaleFacts facts = ScaleFacts.measure(hub.client("gate"), InstantSource.system());
        assertThat(facts)
                .returns(SERVERS + 100, ScaleFacts::users)
                .returns(SERVERS, ScaleFacts::withServers)
                .returns(SERVERS + 100, ScaleFacts::active7d)
                .returns(SERVERS, ScaleFacts::routes);
        assertThat(facts.startup()).isBetween(Duration.ofMillis(500), Duration.ofMinutes(2));
    }

    /** Prints what it measures; the bound here is what even a machine that is busy with other things has to reach. */
    @Test
    public void a2AllAtOnceIsManyTimesFasterThanOneByOne() throws Exception {
        run(concurrency(64), new ArrayList<>());
        Duration parallel = run(concurrency(64), new ArrayList<>()).checking();
        Duration serial = run(concurrency(1), new ArrayList<>()).checking();
        double ratio = (double) serial.toMillis() / parallel.toMillis();
        System.out.printf(
                Locale.ROOT,
                "hub routes: %d routes, servers that answer after 50 ms: one by one %d ms, 64 at once %d ms: %.1f times faster%n",
                SERVERS, serial.toMillis(), parallel.toMillis(), ratio);
        assertThat(ratio).isGreaterThan(4);
    }

    @Test
    public void b1ARestartIsWatchedUntilEveryRouteIsBack() throws Exception {
        hub.component("stop", "hub");
        List<HubProgress> told = new CopyOnWriteArrayList<>();
        CompletableFuture<HubWaitResult> wait = CompletableFuture.supplyAsync(() -> {
            try {
                return run(HubWaitSpec.DEFAULT.withBudget(Duration.ofMinutes(3)), told);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> !told.isEmpty());
        assertThat(told.get(0))
                .returns("waiting for the hub", HubProgress::doing)
                .returns("answers 503: the proxy is up, and the hub behind it is not", HubProgress::detail);
        hub.component("start", "hub");
        HubWaitResult result = wait.get(4, TimeUnit.MINUTES);
        assertThat(result.findings()).isEmpty();
        assertThat(result.count(RouteState.ALIVE)).isEqualTo(SERVERS);
        assertThat(result.settled()).isGreaterThan(Duration.ofSeconds(2));
        System.out.printf("hub restart: %d servers: serves after %d ms, settled after %d ms, routes checked in %d ms%n",
                SERVERS, result.healthy().toMillis(), result.settled().toMillis(), result.checking().toMillis());
    }

    @Test
    public void c1WhatIsBrokenIsFoundAndNamed() throws Exception {
        hub.killServer(17);
        hub.deleteRoute("user-00023");
        hub.addRoute("user-00599");
        hub.slowServer(42, 2.5);
        HubWaitResult result = run(HubWaitSpec.DEFAULT, new ArrayList<>());
        assertThat(result.findings()).extracting(Finding::code).containsExactly(
                FindingCode.HUB_ROUTE_DEAD, FindingCode.HUB_ROUTE_MISSING, FindingCode.HUB_ROUTE_STALE, FindingCode.HUB_ROUTE_SLOW);
        assertThat(result.findings()).extracting(finding -> finding.summary().replaceFirst(".*: ", "").replaceFirst(" .*", ""))
                .containsExactly("user-00017", "user-00023", "user-00599", "user-00042");
        assertThat(result.code()).contains(FindingCode.HUB_ROUTE_DEAD);
        assertThat(result.count(RouteState.ALIVE)).isEqualTo(SERVERS - 3);
    }

    @Test
    public void d1AProxyThatIsGoneIsNotTakenForDeadServers() throws Exception {
        hub.component("stop", "proxy");
        HubWaitResult result = run(HubWaitSpec.DEFAULT.withBudget(Duration.ofSeconds(3)), new ArrayList<>());
        assertThat(result.findings()).extracting(Finding::code).containsExactly(FindingCode.HUB_NOT_HEALTHY);
        assertThat(result.summary()).endsWith("cannot be connected to");
        hub.component("start", "proxy");
    }
}
