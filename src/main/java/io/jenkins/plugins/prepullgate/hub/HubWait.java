package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.WorkloadPods;
import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.rollout.Names;
import io.jenkins.plugins.prepullgate.rollout.PodTrouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches a hub come up: until it serves, until it has looked at every server itself, then through the proxy at all routes at once. What looks broken is
 * looked at a second time before it is told of, and so is whether its server still runs: users come and go meanwhile.
 */
public final class HubWait {
    /** A wait in which nothing changes is told of so often. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final HubClient client;
    private final HubWaitSpec spec;
    private final Pauses pauses;
    private final InstantSource clock;
    private final Consumer<HubProgress> listener;
    private final Budget budget;
    private final HubApi api;
    /** Null without access to the cluster. */
    private final HubPods pods;

    private String told = "";
    private Duration toldAt = Duration.ZERO;
    private String version = "";
    private Duration healthy;
    private Duration settled;
    private List<Finding> trouble = List.of();
    private String standing = "";
    /** Null before the first look at the pods. */
    private Duration lookedAt;

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
        this.pods = pods;
        this.listener = listener;
        this.budget = new Budget(spec.budget());
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
                // It went down again, or is too busy to answer: back to where we watch for that.
                say("the hub does not answer", e.getMessage());
                budget.pause(pauses.listing());
            }
        }
        return hopeless() ? result(null, 0, List.of(), trouble) : outOfTime(FindingCode.HUB_NOT_HEALTHY, told);
    }

    private boolean hopeless() {
        return trouble.stream().anyMatch(Finding::permanent);
    }

    /** False when the budget ran out first, or its pod says that it never will. */
    private boolean awaitHealth() throws InterruptedException, ConnectionException {
        while (!budget.spent()) {
            String obstacle = api.obstacle();
            if (obstacle.isEmpty()) {
                healthy = budget.elapsed();
                trouble = List.of();
                return true;
            }
            obstacle += pods == null ? "" : "; " + lookAtPods();
            if (hopeless()) {
                return false;
            }
            // A look that the end of the budget cut short tells less than the one before.
            if (!budget.spent() || told.isEmpty()) {
                say("waiting for the hub", obstacle);
            }
            budget.pause(pauses.health());
        }
        return false;
    }

    /** Where its pod stands; what is wrong with it is kept. A cluster that does not answer hides no hub that does. */
    private String lookAtPods() throws ConnectionException {
        if (lookedAt != null && budget.elapsed().minus(lookedAt).compareTo(pauses.listing()) < 0) {
            return standing;
        }
        lookedAt = budget.elapsed();
        try {
            WorkloadPods.Look look = pods.look();
            trouble = PodTrouble.of(look.pods(), look.events(), clock.instant());
            standing = PodTrouble.standing(look.pods()) + trouble.stream().findFirst().map(f -> ": " + f.code()).orElse("");
        } catch (ConnectionException e) {
            if (!e.passing()) {
                throw e;
            }
            standing = e.getMessage();
        }
        return standing;
    }

    /** The hub serves after some seconds even though it is still looking at its servers; null when the budget ran out first. */
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
        RouteChecker checker = new RouteChecker(client, spec.routes());
        List<HubServer> running = survey.running();
        List<RouteAnswer> answers = checker.check(running, budget, counts -> tell(counts, begun));
        tell(new RouteChecker.Counts(answers.size(), running.size(), broken(answers), 0), begun);
        Duration checking = budget.elapsed().minus(begun);
        List<RouteAnswer> all = merged(answers, survey);
        HubSurvey last = survey;
        if (!budget.spent() && all.stream().anyMatch(HubWait::suspect)) {
            budget.pause(pauses.doubt());
            last = HubSurvey.take(api);
            all = confirmed(all, last, checker);
        }
        List<Finding> findings = new ArrayList<>(RouteFindings.of(all, last.running().size(), spec, clock.instant()));
        if (answers.size() < running.size()) {
            findings.add(0, budgetFinding(FindingCode.HUB_ROUTES_UNCHECKED, (running.size() - answers.size()) + " of " + running.size() + " routes were not checked"));
        }
        if (!last.tableReadable()) {
            findings.add(new Finding(FindingCode.NOT_PERMITTED_DETAIL, FindingClass.INFO, "the proxy's table was not compared: the token lacks the scope proxy",
                    List.of(), List.of(), List.of(), "grant the scope proxy"));
        }
        return result(checking, last.running().size(), all, findings);
    }

    private static boolean suspect(RouteAnswer answer) {
        return answer.state().broken() || answer.state() == RouteState.STALE;
    }

    /** What the table lacks is missing, whatever the proxy answered for it. */
    private static List<RouteAnswer> merged(List<RouteAnswer> answers, HubSurvey survey) {
        Map<String, RouteAnswer> merged = new LinkedHashMap<>();
        answers.forEach(answer -> merged.put(answer.server().displayName(), answer));
        survey.missing().forEach(answer -> merged.put(answer.server().displayName(), answer));
        survey.stale().forEach(answer -> merged.put(answer.server().displayName(), answer));
        return List.copyOf(merged.values());
    }

    private List<RouteAnswer> confirmed(List<RouteAnswer> first, HubSurvey now, RouteChecker checker) throws InterruptedException {
        Set<String> suspects = new HashSet<>();
        first.stream().filter(HubWait::suspect).forEach(answer -> suspects.add(answer.server().displayName()));
        List<HubServer> still = now.running().stream().filter(server -> suspects.contains(server.displayName())).toList();
        List<RouteAnswer> again = merged(checker.check(still, budget, counts -> {}), now);
        List<RouteAnswer> all = new ArrayList<>(first.stream().filter(answer -> !suspects.contains(answer.server().displayName())).toList());
        again.stream().filter(answer -> suspects.contains(answer.server().displayName())).forEach(all::add);
        return all;
    }

    private static int broken(List<RouteAnswer> answers) {
        return (int) answers.stream().filter(answer -> answer.state().broken()).count();
    }

    private void tell(RouteChecker.Counts counts, Duration begun) {
        String detail = (counts.broken() > 0 ? counts.broken() + " broken" : "") + (counts.slow() > 0 ? (counts.broken() > 0 ? ", " : "") + counts.slow() + " slow" : "");
        count("routes checked", counts.done(), counts.total(), detail, begun);
    }

    private void count(String doing, int done, int total, String detail, Duration begun) {
        Duration elapsed = budget.elapsed();
        listener.accept(new HubProgress(doing, done, total, detail, elapsed, budget.whole(), HubProgress.estimate(elapsed.minus(begun), done, total)));
        told = "";
    }

    /** Once for every new state, and now and then while it lasts. */
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
        findings.addAll(trouble);
        return result(null, 0, List.of(), findings);
    }

    private Finding budgetFinding(FindingCode code, String last) {
        Instant now = clock.instant();
        String summary = "the budget of " + Durations.words(spec.budget()) + " ran out: " + (last.isEmpty() ? code.meaning() : last);
        String remedy = code == FindingCode.HUB_NOT_HEALTHY ? "kubectl logs deployment/hub; kubectl describe pod -l component=hub" : "a longer --budget; the hub's log says what it waits for";
        return new Finding(code, FindingClass.BUDGET, summary, List.of(), List.of(),
                last.isEmpty() ? List.of() : List.of(Evidence.once("hub " + api.target().displayName(), "last seen", last, now)), remedy);
    }

    private HubWaitResult result(Duration checking, int servers, List<RouteAnswer> answers, List<Finding> findings) {
        return new HubWaitResult(api.target().displayName(), clock.instant(), version, healthy, settled, checking, budget.elapsed(), servers, answers, findings);
    }
}
