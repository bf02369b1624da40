package io.jenkins.plugins.prepullgate.steps;

import com.google.common.util.concurrent.Uninterruptibles;
import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.cluster.HookPlan;
import io.jenkins.plugins.prepullgate.cluster.OwnPuller;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.cluster.PullerOwner;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.cluster.WorkloadPods;
import io.jenkins.plugins.prepullgate.gate.ScriptedSource;
import io.jenkins.plugins.prepullgate.hub.HubPods;
import io.jenkins.plugins.prepullgate.hub.HubTarget;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.ReleaseCheck;
import io.jenkins.plugins.prepullgate.rollout.ReleaseFacts;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Clusters that show what a test tells them to. */
final class FakeClusters implements Clusters {
    /** Each source that was opened, in order. */
    final List<ScriptedSource> sources = new CopyOnWriteArrayList<>();

    final Map<String, List<NodeFacts>> nodes;
    volatile ConnectionException refusal;
    volatile Error surprise;
    /** What credentials hold. */
    volatile Credentials credentials = new Credentials.None();
    /** Where each source leads. */
    final List<ClusterTarget> watched = new CopyOnWriteArrayList<>();

    volatile ConnectionException checkFailure;
    final List<OwnPuller> applied = new CopyOnWriteArrayList<>();
    final List<PullerMark> removed = new CopyOnWriteArrayList<>();
    /** What each source is of. */
    final List<PullerQuery> queries = new CopyOnWriteArrayList<>();

    /** helm's releases in every namespace. */
    volatile List<ReleaseFacts> releases = List.of();
    /** What each plan was asked for: namespace and release. */
    final List<String> planned = new CopyOnWriteArrayList<>();

    volatile HookPlan plan = new HookPlan(true, "", List.of("helm will start DaemonSet hook-image-puller before the upgrade"));
    volatile ConnectionException applyFailure;
    /** Released to let {@link #apply} go on; null to do so at once. */
    volatile CountDownLatch holdApply;

    final CountDownLatch applying = new CountDownLatch(1);
    /** Released to let {@link #nodes} answer; null to answer at once. */
    volatile CountDownLatch hold;

    final CountDownLatch held = new CountDownLatch(1);
    volatile boolean interrupted;
    /** What is seen of a hub's pods. */
    volatile HubPods hubPods = () -> new WorkloadPods.Look(List.of(), List.of(), null);
    /** What each look at pods was opened for: server, namespace and labels. */
    final List<String> opened = new CopyOnWriteArrayList<>();

    final AtomicInteger open = new AtomicInteger();
    private final RolloutView first;

    FakeClusters(RolloutView first) {
        this(first, new HashMap<>());
    }

    FakeClusters(RolloutView first, Map<String, List<NodeFacts>> nodes) {
        this.first = first;
        this.nodes = nodes;
    }

    @Override
    public ClusterTarget resolve(Run<?, ?> run, ClusterAddress address) throws ConnectionException {
        if (surprise != null) {
            throw surprise;
        }
        if (refusal != null) {
            throw refusal;
        }
        return ClusterTarget.of(address.serverUrl().isEmpty() ? "https://api.test:6443" : address.serverUrl(), credentials);
    }

    @Override
    public HubTarget resolve(Run<?, ?> run, HubAddress address) throws ConnectionException {
        return HubTarget.of(address.url(), "secret-token", "");
    }

    @Override
    public void check(ClusterTarget target, String namespace) throws ConnectionException {
        if (checkFailure != null) {
            throw checkFailure;
        }
    }

    @Override
    public List<NodeFacts> nodes(ClusterTarget target) throws ConnectionException {
        held.countDown();
        if (hold != null) {
            try {
                hold.await();
            } catch (InterruptedException e) {
                interrupted = true;
                throw new ConnectionException(ConnectionException.Kind.UNREACHABLE, "interrupted");
            }
        }
        return nodes.getOrDefault(target.serverUrl(), List.of());
    }

    @Override
    public List<DaemonSetFacts> pullers(ClusterTarget target, String namespace) {
        return first.pullers();
    }

    @Override
    public Pods pods(ClusterTarget target, String namespace, String labels) {
        opened.add(target.serverUrl() + " " + namespace + " " + labels);
        open.incrementAndGet();
        return new Pods() {
            @Override
            public WorkloadPods.Look look() throws ConnectionException {
                return hubPods.look();
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    @Override
    public ReleaseCheck helm(ClusterTarget target, String namespace, String release, Policy policy, Instant now) {
        return ReleaseCheck.of(releases, namespace, release, policy, now);
    }

    @Override
    public HookPlan plan(ClusterTarget target, String namespace, String release, RenderedChart chart) {
        planned.add(namespace + "/" + release);
        return plan;
    }

    @Override
    public String controller() {
        return "https://ci.test/";
    }

    @Override
    public void apply(ClusterTarget target, OwnPuller wanted, Instant now, Predicate<PullerOwner> ended, Consumer<String> tell)
            throws ConnectionException {
        applying.countDown();
        if (holdApply != null) {
            Uninterruptibles.awaitUninterruptibly(holdApply);
        }
        if (applyFailure != null) {
            throw applyFailure;
        }
        applied.add(wanted);
        tell.accept("applied " + wanted.mark().ref());
    }

    @Override
    public void remove(ClusterTarget target, PullerMark puller, Consumer<String> tell) {
        removed.add(puller);
        tell.accept("removed " + puller.ref());
    }

    @Override
    public Clusters with(Forbearance forbearance) {
        return this;
    }

    @Override
    public RolloutSource watch(ClusterTarget target, PullerQuery query, InstantSource clock) {
        ScriptedSource source = new ScriptedSource(first);
        watched.add(target);
        queries.add(query);
        sources.add(source);
        return source;
    }

    @Override
    public void close() {
        sources.forEach(ScriptedSource::close);
    }
}
