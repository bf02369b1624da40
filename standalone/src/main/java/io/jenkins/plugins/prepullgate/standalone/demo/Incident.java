package io.jenkins.plugins.prepullgate.standalone.demo;

import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.report.AuditReport;
import io.jenkins.plugins.prepullgate.report.AuditResult;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.standalone.drill.EmbeddedCluster;
import io.jenkins.plugins.prepullgate.standalone.drill.PlayedPuller;
import io.jenkins.plugins.prepullgate.standalone.drill.Scenario;
import io.jenkins.plugins.prepullgate.standalone.drill.Scenarios;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The incident of 2018-01-26 in four scenes, with the gate that nobody had that day. */
public final class Incident {
    /** Of two pullers the newer counts, and creation times are whole seconds: so the next revision comes a second later. */
    private static final Duration BETWEEN_REVISIONS = Duration.ofSeconds(1);

    private static final String MASTER = "k8s-master-0";
    private static final List<String> AGENTS = List.of("k8s-agent-0", "k8s-agent-1");

    private final Scenario scenario = Scenarios.builtIn("incident");
    private final Consumer<String> out;
    private final Duration beat;
    private final InstantSource clock = InstantSource.system();

    /**
     * @param out takes each line
     * @param beat how long the play pauses where a kubelet would need minutes, so that people can read along; zero for no pauses
     */
    public Incident(Consumer<String> out, Duration beat) {
        this.out = out;
        this.beat = beat;
    }

    /**
     * Plays it.
     *
     * @throws IllegalStateException when the gate does not judge as it must
     */
    public void play() throws ConnectionException, InterruptedException {
        try (ClusterWatches watches = new ClusterWatches(clock);
                EmbeddedCluster staging = EmbeddedCluster.of(scenario, "staging", watches);
                EmbeddedCluster production = EmbeddedCluster.of(scenario, "production", watches);
                Gate gate = new Gate(clock)) {
            staging.cordon(MASTER, true);
            Narration.opening(out);
            staging(staging, watches, gate);
            audit(production, staging);
            production(production, watches, gate);
            uncordoned(production, watches, gate);
            Narration.closing(out);
        }
    }

    /** The master is cordoned, so the old prepuller leaves it out. */
    private void staging(EmbeddedCluster staging, ClusterWatches watches, Gate gate) throws InterruptedException, ConnectionException {
        Narration.staging(out);
        PlayedPuller puller = start(staging, 42);
        Attempt attempt = attempt(staging, watches, gate);
        attempt.spectator().await("both agents pull", a -> a.tally().in(NodeState.PULLING) == 2);
        pullEverything(puller, attempt.spectator());
        expect(attempt.result(), null);
    }

    private void pullEverything(PlayedPuller puller, Spectator spectator) throws InterruptedException, ConnectionException {
        for (String agent : AGENTS) {
            pause();
            pulled(puller, agent);
            spectator.await(agent + " pulls its second image", a -> a.rows().stream().anyMatch(r -> r.node().equals(agent) && r.step() == 2));
        }
        for (String agent : AGENTS) {
            pause();
            pulled(puller, agent);
            spectator.await(agent + " is ready", a -> is(NodeState.READY, a, agent));
        }
    }

    /** The check that would have revealed it before anything was deployed. */
    private void audit(EmbeddedCluster production, EmbeddedCluster staging) throws ConnectionException {
        Narration.audit(out);
        List<NodeFacts> here = nodes(production);
        String reference = staging.target().displayName();
        AuditResult result = AuditResult.of(production.target().displayName(), here, AuditPolicy.DEFAULT, reference, nodes(staging), clock.instant());
        AuditReport.lines(result).forEach(line -> out.accept(ProgressLog.PREFIX + line));
        require(result.code().filter(c -> c == FindingCode.CP_ENV_DRIFT).isPresent(), "the audit finds " + result.code());
    }

    private static List<NodeFacts> nodes(EmbeddedCluster cluster) throws ConnectionException {
        try (ClusterClient client = ClusterClient.connect(cluster.target())) {
            return client.nodes();
        }
    }

    /** The master is tainted but not cordoned: it gets no pod, and the old prepuller waits for it all the same. */
    private void production(EmbeddedCluster production, ClusterWatches watches, Gate gate) throws InterruptedException, ConnectionException {
        Narration.production(out);
        start(production, 42);
        WaitResult result = attempt(production, watches, gate).result();
        expect(result, FindingCode.CP_NOT_CORDONED);
        Narration.helm(out, result.elapsed());
    }

    /** The master is cordoned by hand and the deploy tried again; in the middle of it somebody else uncordons the master. */
    private void uncordoned(EmbeddedCluster production, ClusterWatches watches, Gate gate) throws InterruptedException, ConnectionException {
        Narration.cordoned(out);
        Thread.sleep(BETWEEN_REVISIONS.toMillis());
        production.cordon(MASTER, true);
        PlayedPuller puller = start(production, 43);
        Attempt attempt = attempt(production, watches, gate);
        attempt.spectator().await("the cordoned master is left out", a -> is(NodeState.EXCLUDED, a, MASTER));
        pause();
        pulled(puller, AGENTS.get(0));
        attempt.spectator().await("the wait goes on", a -> a.rows().stream().anyMatch(r -> r.step() == 2));
        pause();
        Narration.uncordoned(out);
        production.cordon(MASTER, false);
        expect(attempt.result(), FindingCode.CP_DRIFT_DURING_WAIT);
    }

    /** helm starts the hook, and the controller places its pods. */
    private PlayedPuller start(EmbeddedCluster cluster, int revision) throws InterruptedException, ConnectionException {
        PlayedPuller puller = PlayedPuller.start(cluster, scenario, revision, clock);
        puller.reconcile();
        return puller;
    }

    private static void pulled(PlayedPuller puller, String agent) throws ConnectionException {
        puller.pulled(agent);
        puller.reconcile();
    }

    private record Attempt(Wait held, Spectator spectator) {
        WaitResult result() {
            return held.result().join();
        }
    }

    private Attempt attempt(EmbeddedCluster cluster, ClusterWatches watches, Gate gate) {
        WaitSpec spec = new WaitSpec(Policy.DEFAULT, clock.instant(), WaitSpec.DEFAULT_BUDGET, WaitSpec.DEFAULT_HEARTBEAT);
        Spectator spectator = new Spectator(new ProgressLog(spec, out));
        return new Attempt(gate.start(watches.open(cluster.target(), EmbeddedCluster.QUERY), spec, spectator), spectator);
    }

    private static boolean is(NodeState state, Assessment assessment, String node) {
        return assessment.rows().stream().anyMatch(r -> r.node().equals(node) && r.state() == state);
    }

    /** @param code null for success */
    private static void expect(WaitResult result, FindingCode code) {
        require(result.code().equals(Optional.ofNullable(code)), "the wait ended with " + result.code() + ", not " + code + ": " + result.summary());
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    private void pause() throws InterruptedException {
        Thread.sleep(beat.toMillis());
    }
}
