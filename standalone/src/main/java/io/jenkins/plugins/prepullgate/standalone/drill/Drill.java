package io.jenkins.plugins.prepullgate.standalone.drill;

import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.Source;
import io.jenkins.plugins.prepullgate.standalone.live.PlayedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plays one scenario: the moments of its script and the kubelets' attempts, each at its time, on one thread. */
public final class Drill implements AutoCloseable {
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(300);
    /** How long the status shows the error of an attempt before it says that the kubelet backs off. */
    private static final Duration ERROR_SHOWS = Duration.ofSeconds(2);

    private static final Duration BETWEEN_CREATIONS = Duration.ofSeconds(5);

    private record Due(Instant at, long number, Step step) {}

    @FunctionalInterface
    private interface Step {
        void run() throws ConnectionException;
    }

    /** Pulls of one node that keep failing. Compared by identity: a new object stands for a new reason, and outdates what is due for the old one. */
    private static final class Failing {
        private final String text;

        Failing(String text) {
            this.text = text;
        }
    }

    private final Scenario scenario;
    private final PlayedTime time;
    private final ClusterWatches watches;
    private final EmbeddedCluster cluster;
    private final PriorityQueue<Due> agenda = new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
    private final Map<String, Failing> failing = new HashMap<>();
    private PlayedPuller puller;
    private long numbers;

    private Drill(Scenario scenario, PlayedTime time, ClusterWatches watches, EmbeddedCluster cluster) {
        this.scenario = scenario;
        this.time = time;
        this.watches = watches;
        this.cluster = cluster;
    }

    /**
     * Sets the scene; nothing happens yet, and time stands still, so that a slow start of the machine takes nothing away from the play.
     *
     * @param time {@linkplain PlayedTime#held held}
     */
    public static Drill set(Scenario scenario, PlayedTime time) throws ConnectionException, InterruptedException {
        ClusterWatches watches = new ClusterWatches(time);
        try {
            EmbeddedCluster cluster = EmbeddedCluster.of(scenario, "drill", watches);
            cluster.shows("the cluster is there", view -> view.live(Source.DAEMONSETS) && view.live(Source.NODES) && view.live(Source.EVENTS));
            return new Drill(scenario, time, watches, cluster);
        } catch (ConnectionException | InterruptedException | RuntimeException e) {
            watches.close();
            throw e;
        }
    }

    /** What a wait watches; whoever opens it closes it. */
    public RolloutSource source() {
        return new Reminding(watches.open(cluster.target(), EmbeddedCluster.QUERY));
    }

    /** Plays until the wait ends; the script may be over before. */
    public void play(Wait wait) throws InterruptedException, ConnectionException {
        // What there is at the beginning is made before time passes: on a slow machine this takes longer than a wait gives a puller and its pods.
        puller = PlayedPuller.start(cluster, scenario, 1, time);
        Instant begin = time.instant();
        scenario.script().forEach(moment -> at(begin.plus(moment.at()), () -> happens(moment)));
        at(begin, this::reconcile);
        while (!agenda.isEmpty() && !agenda.peek().at().isAfter(begin)) {
            agenda.poll().step().run();
        }
        time.begin();
        while (!agenda.isEmpty() && !ended(wait, agenda.peek().at())) {
            agenda.poll().step().run();
        }
        wait.result().join();
        puller.settle();
    }

    private boolean ended(Wait wait, Instant until) throws InterruptedException {
        try {
            wait.result().get(time.lasts(Duration.between(time.instant(), until)).toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a wait has no result", e);
        }
    }

    private void at(Instant when, Step step) {
        agenda.add(new Due(when, numbers++, step));
    }

    private void after(Duration delay, Step step) {
        at(time.instant().plus(delay), step);
    }

    /** A controller that may not create pods tries again and again. */
    private void reconcile() throws ConnectionException {
        puller.reconcile();
        if (puller.refused()) {
            after(BETWEEN_CREATIONS, this::reconcile);
        }
    }

    private void happens(Scenario.Moment moment) throws ConnectionException {
        switch (moment.action()) {
            case REFUSED -> puller.refuse(moment.text());
            case ALLOWED -> puller.refuse("");
            default -> moment.nodes().forEach(node -> happens(moment.action(), node, moment.text()));
        }
        puller.reconcile();
    }

    private void happens(Action action, String node, String text) {
        switch (action) {
            case PULLED -> {
                failing.remove(node);
                puller.pulled(node);
            }
            case DONE -> {
                failing.remove(node);
                puller.done(node);
            }
            case FAILING -> {
                Failing failure = new Failing(text);
                failing.put(node, failure);
                after(Duration.ZERO, () -> tries(node, failure, FIRST_BACK_OFF));
            }
            case UNSCHEDULABLE -> puller.unschedulable(node, text);
            case EVICTED -> puller.evicted(node, "Evicted", text);
            case CORDONED -> cluster.change(node, n -> PlayedNodes.cordoned(n, true));
            case UNCORDONED -> cluster.change(node, n -> PlayedNodes.cordoned(n, false));
            case TAINTED -> cluster.change(node, n -> PlayedNodes.tainted(n, text));
            case UNTAINTED -> cluster.change(node, n -> PlayedNodes.untainted(n, text));
            case SILENT -> cluster.change(node, n -> PlayedNodes.answering(n, false));
            case ANSWERING -> cluster.change(node, n -> PlayedNodes.answering(n, true));
            case REMOVED -> puller.removed(node);
            default -> throw new IllegalArgumentException(action + " happens to no node");
        }
    }

    /** One attempt of the kubelet, which plans what follows from it and the next attempt. */
    private void tries(String node, Failing failure, Duration backOff) {
        if (failing.get(node) != failure) {
            return;
        }
        if (puller.pulls(node)) {
            puller.pullFails(node, failure.text);
            after(ERROR_SHOWS, () -> backsOff(node, failure));
        }
        Duration longer = backOff.multipliedBy(2);
        after(ERROR_SHOWS.plus(backOff), () -> tries(node, failure, longer.compareTo(LONGEST_BACK_OFF) < 0 ? longer : LONGEST_BACK_OFF));
    }

    private void backsOff(String node, Failing failure) {
        if (failing.get(node) == failure && puller.pulls(node)) {
            puller.backsOff(node, failure.text);
        }
    }

    @Override
    public void close() {
        cluster.close();
        watches.close();
    }
}
