package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.rollout.Names;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Watches a hub come up: waits until it serves, then until it has itself looked at every server, and then asks all routes through the proxy.
 */
public final class HubWait {
    /** How often a wait in which nothing changes is reported. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final HubClient client;
    private final HubWaitSpec spec;
    private final Pauses pauses;
    private final InstantSource clock;
    private final Consumer<HubProgress> listener;
    private final Budget budget;
    private final HubApi api;
    private final PodLooks pods;

    /** What keeps the hub, as it was reported last. */
    private String told = "";
    private Duration toldAt = Duration.ZERO;
    private String version = "";
    private Duration healthy;
    private Duration settled;

    /**
     * How long to wait between two looks.
     *
     * @param health at a hub that does not serve yet
     * @param listing at a hub's servers, which costs it more
     * @param doubt before what looks broken is looked at again
     */
    record Pauses(Duration health, Duration listing, Duration doubt) {
        static final Pauses USUAL = new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    private HubWait(HubClient client, HubWaitSpec spec, Pauses pauses, InstantSource clock, HubPods pods, Consumer<HubProgress> listener) {
        this.client = client;
        this.spec = spec;
        this.pauses = pauses;
        this.clock = clock;
        this.listener = listener;
        this.budget = new Budget(spec.budget());
        this.pods = new PodLooks(pods, clock, budget, pauses.listing());
        this.api = new HubApi(client, budget);
    }

    /**
     * Waits; the budget begins now.
     *
     * @param pods the hub's pods, which say why it does not serve; null where they cannot be seen
     * @param listener hears of progress, on the caller's thread
     * @throws ConnectionException when the hub refuses the caller, or is not trusted, or its pods may not be read: waiting cannot help
     * @throws InterruptedException at once when the caller is interrupted
     */
    public static HubWaitResult run(HubClient client, HubWaitSpec spec, InstantSource clock, HubPods pods, Consumer<HubProgress> listener)
            throws InterruptedException, ConnectionException {
        return run(client, spec, Pauses.USUAL, clock, pods, listener);
    }

    static HubWaitResult run(HubClient client, HubWaitSpec spec, Pauses pauses, InstantSource clock, HubPods pods, Consumer<HubProgress> listener)
            throws InterruptedException, ConnectionException {
        return new HubWait(client, spec, pauses, clock, pods, listener).run();
    }

    private HubWaitResult run() throws InterruptedException, ConnectionException {
        while (awaitHealth()) {
            try {
                version = api.version();
                HubSurvey survey = awaitSettled();
                return survey == null ? outOfTime(FindingCode.HUB_CHECKS_PENDING, told) : check(survey);
            } catch (ConnectionException e) {
                if (!e.passing()) {
                    throw e;
                }
                if (budget.spent()) {
                    // A look that was cut short says nothing of the hub's health.
                    return outOfTime(FindingCode.HUB_CHECKS_PENDING, told);
                }
                // It went down again, or is too busy to answer: wait for its health once more.
                say("the hub does not answer", e.getMessage());
                budget.pause(pauses.listing());
            }
        }
        return pods.hopeless() ? result(null, 0, List.of(), pods.trouble()) : outOfTime(FindingCode.HUB_NOT_HEALTHY, told);
    }

    /** Waits until the hub serves; false when the budget ran out first, or its pod shows that it never will. */
    private boolean awaitHealth() throws InterruptedException, ConnectionException {
        while (!budget.spent()) {
            String obstacle = api.obstacle();
            if (obstacle.isEmpty()) {
                healthy = budget.elapsed();
                pods.forget();
                return true;
            }
            obstacle += pods.look();
            if (pods.hopeless()) {
                return false;
            }
            // A look that was cut short by the end of the budget says less than the one before it.
            if (!budget.spent() || told.isEmpty()) {
                say("waiting for the hub", obstacle);
            }
            budget.pause(pauses.health());
        }
        return false;
    }

    /** Waits for the look at all servers, which a hub goes on with while it serves already; null when the budget ran out first. */
    private HubSurvey awaitSettled() throws InterruptedException, ConnectionException {
        int most = 0;
        Duration begun = budget.elapsed();
        while (true) {
            HubSurvey survey = HubSurvey.take(api);
            int unchecked = (int) survey.unchecked();
            if (unchecked == 0) {
                settled = budget.elapsed();
                return survey;
            }
            most = Math.max(most, unchecked);
            String pending = "still to be looked at: " + Names.of(survey.uncheckedNames());
            count("servers looked at by the hub", most - unchecked, most, pending, begun);
            told = unchecked + " servers are " + pending;
            budget.pause(pauses.listing());
            if (budget.spent()) {
                return null;
            }
        }
    }

    private HubWaitResult check(HubSurvey survey) throws InterruptedException, ConnectionException {
        Duration begun = budget.elapsed();
        RouteSurvey routes = new RouteSurvey(api, new RouteChecker(client, spec.routes()), budget, pauses.doubt());
        RouteSurvey.Found found = routes.look(survey, counts -> tell(counts, begun));
        int running = found.last().running().size();
        List<Finding> findings = new ArrayList<>(RouteFindings.of(found.answers(), running, spec, clock.instant()));
        if (found.unchecked() > 0) {
            String unchecked = found.unchecked() + " of " + found.wanted() + " routes were not checked";
            findings.add(0, budgetFinding(FindingCode.HUB_ROUTES_UNCHECKED, unchecked));
        }
        if (!found.last().tableReadable()) {
            String why = "the proxy's table was not compared: the token lacks the scope proxy";
            FindingCode code = FindingCode.NOT_PERMITTED_DETAIL;
            findings.add(new Finding(code, FindingClass.INFO, why, List.of(), List.of(), List.of(), "grant the scope proxy"));
        }
        return result(found.took(), running, found.answers(), findings);
    }

    private void tell(RouteChecker.Counts counts, Duration begun) {
        List<String> details = new ArrayList<>();
        if (counts.broken() > 0) {
            details.add(counts.broken() + " broken");
        }
        if (counts.slow() > 0) {
            details.add(counts.slow() + " slow");
        }
        count("routes checked", counts.done(), counts.total(), String.join(", ", details), begun);
    }

    private void count(String doing, int done, int total, String detail, Duration begun) {
        Duration elapsed = budget.elapsed();
        Duration left = HubProgress.estimate(elapsed.minus(begun), done, total);
        listener.accept(new HubProgress(doing, done, total, detail, elapsed, budget.whole(), left));
        told = "";
    }

    /** Reports every new state once, and again from time to time while it lasts. */
    private void say(String doing, String detail) {
        Duration elapsed = budget.elapsed();
        if (!detail.equals(told) || elapsed.minus(toldAt).compareTo(HEARTBEAT) >= 0) {
            listener.accept(new HubProgress(doing, 0, 0, detail, elapsed, budget.whole(), null));
            told = detail;
            toldAt = elapsed;
        }
    }

    private HubWaitResult outOfTime(FindingCode code, String last) {
        List<Finding> findings = new ArrayList<>(List.of(budgetFinding(code, last)));
        findings.addAll(pods.trouble());
        return result(null, 0, List.of(), findings);
    }

    private Finding budgetFinding(FindingCode code, String last) {
        String summary = "the budget of " + Durations.words(spec.budget()) + " ran out: " + (last.isEmpty() ? code.meaning() : last);
        List<Evidence> evidence =
                last.isEmpty() ? List.of() : List.of(Evidence.once("hub " + api.target().displayName(), "last seen", last, clock.instant()));
        String remedy = code == FindingCode.HUB_NOT_HEALTHY
                ? "kubectl logs deployment/hub; kubectl describe pod -l component=hub"
                : "a longer --budget; the hub's log says what it waits for";
        return new Finding(code, FindingClass.BUDGET, summary, List.of(), List.of(), evidence, remedy);
    }

    private HubWaitResult result(Duration checking, int servers, List<RouteAnswer> answers, List<Finding> findings) {
        return new HubWaitResult(
                api.target().displayName(), clock.instant(), version, healthy, settled, checking, budget.elapsed(), servers, answers, findings);
    }
}
