package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.cluster.HelmReleases;
import io.jenkins.plugins.prepullgate.cluster.HookPlan;
import io.jenkins.plugins.prepullgate.cluster.OwnPuller;
import io.jenkins.plugins.prepullgate.cluster.OwnPullers;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.cluster.PullerOwner;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.cluster.WorkloadPods;
import io.jenkins.plugins.prepullgate.gate.SteadyClock;
import io.jenkins.plugins.prepullgate.hub.HubTarget;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.ReleaseCheck;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import jenkins.model.Jenkins;

/** Clusters over the network, reached with Jenkins' credentials. */
final class RealClusters implements Clusters {
    private final ClusterWatches watches;
    /** Null for the usual. */
    private final Forbearance forbearance;

    RealClusters() {
        this(new ClusterWatches(SteadyClock.startingNow()), null);
    }

    private RealClusters(ClusterWatches watches, Forbearance forbearance) {
        this.watches = watches;
        this.forbearance = forbearance;
    }

    private ClusterClient connect(ClusterTarget target) throws ConnectionException {
        return forbearance == null ? ClusterClient.connect(target) : ClusterClient.connect(target, forbearance);
    }

    @Override
    public Clusters with(Forbearance asked) {
        return new RealClusters(watches, asked);
    }

    @Override
    public ClusterTarget resolve(Run<?, ?> run, ClusterAddress address) throws ConnectionException {
        return address.credentialsId().isEmpty() ? OwnServiceAccount.target(address) : JenkinsCredentials.target(run, address);
    }

    @Override
    public HubTarget resolve(Run<?, ?> run, HubAddress address) throws ConnectionException {
        return address.target(run);
    }

    @Override
    public void check(ClusterTarget target, String namespace) throws ConnectionException {
        try (ClusterClient client = connect(target)) {
            client.check(namespace);
        }
    }

    @Override
    public List<NodeFacts> nodes(ClusterTarget target) throws ConnectionException {
        try (ClusterClient client = connect(target)) {
            return client.nodes();
        }
    }

    @Override
    public List<DaemonSetFacts> pullers(ClusterTarget target, String namespace) throws ConnectionException {
        try (ClusterClient client = connect(target)) {
            return client.pullers(namespace);
        }
    }

    @Override
    public Pods pods(ClusterTarget target, String namespace, String labels) throws ConnectionException {
        ClusterClient client = ClusterClient.connect(target, Forbearance.none());
        WorkloadPods pods = new WorkloadPods(client, namespace, labels);
        return new Pods() {
            @Override
            public WorkloadPods.Look look() throws ConnectionException {
                return pods.read();
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    @Override
    public ReleaseCheck helm(ClusterTarget target, String namespace, String release, Policy policy, Instant now) throws ConnectionException {
        try (ClusterClient client = connect(target)) {
            return HelmReleases.check(client, namespace, release, policy, now);
        }
    }

    @Override
    public HookPlan plan(ClusterTarget target, String namespace, String release, RenderedChart chart) throws ConnectionException {
        try (ClusterClient client = connect(target)) {
            return HookPlan.of(client, namespace, release, chart);
        }
    }

    @Override
    public String controller() {
        return Util.fixNull(Jenkins.get().getRootUrl());
    }

    @Override
    public void apply(ClusterTarget target, OwnPuller wanted, Instant now, Predicate<PullerOwner> ended, Consumer<String> tell)
            throws ConnectionException {
        try (ClusterClient client = connect(target)) {
            OwnPullers pullers = new OwnPullers(client, tell);
            OwnPuller puller = pullers.look(wanted);
            pullers.apply(puller, now, ended);
        }
    }

    @Override
    public void remove(ClusterTarget target, PullerMark puller, Consumer<String> tell) {
        try (ClusterClient client = connect(target)) {
            new OwnPullers(client, tell).remove(puller);
        } catch (ConnectionException e) {
            tell.accept(puller.ref() + " could not be removed: " + e.getMessage());
        }
    }

    @Override
    public RolloutSource watch(ClusterTarget target, PullerQuery query, InstantSource clock) {
        return watches.open(target, query, clock);
    }

    @Override
    public void close() {
        watches.close();
    }
}
