package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.Test;

/** What holds for any sequence of views. A failure prints its seed; run that one alone with {@code -Dseed=N}. */
public class AssessorPropertiesTest {
    private static final int SEQUENCES = 400;
    private static final int STEPS = 25;
    private static final List<String> TRANSIENT = List.of(
            "429 Too Many Requests", "503 Service Unavailable", "dial tcp 10.0.0.1:443: connect: connection refused", "unexpected EOF",
            "i/o timeout");
    private static final List<String> ANY = List.of(
            "x: not found", "no match for platform in manifest: not found", "401 Unauthorized", "x509: certificate has expired",
            "no space left on device", "429 Too Many Requests", "no such host", "the moon is full", "");

    /** Of clocks that differ, of dates that are absurd, and of none. */
    private static final ClockLead[] LEADS = {
        null, new ClockLead(0), new ClockLead(1), new ClockLead(11_520), new ClockLead(-11_520), new ClockLead(Long.MAX_VALUE),
        new ClockLead(Long.MIN_VALUE)
    };

    /** Runs the check with many seeds, or with the one asked for: {@code -Dseed=N}; from another one on with {@code -Dseed.first=N}. */
    private static void forAllSeeds(BiConsumer<Long, Random> check) {
        Long only = Long.getLong("seed");
        long first = only == null ? Long.getLong("seed.first", 1) : only;
        for (long seed = first; seed < first + (only == null ? SEQUENCES : 1); seed++) {
            try {
                check.accept(seed, new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static <T> T pick(Random random, T[] from) {
        return from[random.nextInt(from.length)];
    }

    /** A cluster of up to six nodes in which anything may be so. */
    private static ViewBuilder anyView(Random random) {
        ViewBuilder view = new ViewBuilder();
        if (random.nextInt(8) == 0) {
            view.v06();
        }
        view.lead(pick(random, LEADS));
        int nodes = random.nextInt(7);
        for (int i = 0; i < nodes; i++) {
            String name = "n" + i;
            switch (random.nextInt(6)) {
                case 0 -> view.node(name, ViewBuilder.taint("dedicated", "gpu"));
                case 1 -> view.cordoned(name);
                case 2 -> view.notReady(name);
                default -> view.node(name);
            }
            pod(view, random, name);
        }
        if (random.nextInt(4) == 0) {
            view.counters(random.nextInt(7), random.nextInt(7), random.nextInt(7));
        }
        if (random.nextInt(6) == 0) {
            view.failedCreate("Error creating: pods \"x\" is forbidden: exceeded quota: q", 1 + random.nextInt(12), START, START.plusSeconds(5));
        }
        switch (random.nextInt(12)) {
            case 0 -> view.absent();
            case 1 -> view.generation(2).status(new DaemonSetStatus(1L, 1, 1, 1, 1, 1, 0));
            case 2 -> view.deletedAt(START);
            case 3 -> view.uid("ds-" + random.nextInt(3));
            default -> { }
        }
        return view;
    }

    private static void pod(ViewBuilder view, Random random, String node) {
        switch (random.nextInt(9)) {
            case 0 -> view.pulling(node, random.nextInt(3));
            case 1 -> view.failing(node, random.nextInt(2), "ErrImagePull", pick(random, ANY));
            case 2 -> view.failing(node, random.nextInt(2), "ImagePullBackOff", "Back-off pulling image \"x\"");
            case 3 -> view.unscheduled(node, "0/3 nodes are available: 1 Insufficient memory.");
            case 4 -> view.rejected(node, "OutOfpods", "Pod was rejected");
            case 5 -> view.failing(node, 1, "CrashLoopBackOff", "");
            default -> view.ready(node);
        }
    }

    /** Without the assessor's own rules: may an ordinary puller pod stand on the node? */
    private static boolean counts(NodeFacts node) {
        return node.taints().isEmpty();
    }

    @Test
    public void completeNeverAppearsWhileANodeThatCountsIsNotReady() {
        forAllSeeds((seed, random) -> {
            Memory memory = Memory.startingAt(START);
            Instant now = START;
            for (int step = 0; step < STEPS; step++) {
                now = now.plusMillis(random.nextInt(40_000));
                RolloutView view = anyView(random).build();
                Assessment a = Assessor.assess(view, Policy.DEFAULT, memory, now);
                memory = a.memory();
                if (a.verdict() instanceof Verdict.Complete) {
                    DaemonSetFacts set = view.pullers().get(0);
                    boolean old = PullerGeneration.of(set).orElseThrow() == PullerGeneration.V0_6;
                    assertThat(set.observed()).isTrue();
                    assertThat(set.deletedAt()).isNull();
                    List<String> ready = view.pods().stream().filter(p -> p.ready() && p.owner().equals(set.uid())).map(PodFacts::node).toList();
                    List<String> wanted = view.nodes().stream().filter(n -> old ? !n.unschedulable() : counts(n)).map(NodeFacts::name).toList();
                    assertThat(wanted).as(a.verdict().why() + a.rows()).isNotEmpty();
                    assertThat(ready).containsAll(wanted);
                }
            }
        });
    }

    @Test
    public void whatUsuallyPassesNeverDooms() {
        forAllSeeds((seed, random) -> {
            Memory memory = Memory.startingAt(START);
            Instant now = START;
            for (int step = 0; step < STEPS; step++) {
                now = now.plusMillis(random.nextInt(60_000));
                ViewBuilder view = new ViewBuilder();
                for (int i = 0; i < 3; i++) {
                    view.node("n" + i);
                    switch (random.nextInt(5)) {
                        case 0 -> view.ready("n" + i);
                        case 1 -> view.failing(
                                "n" + i, 0, "ImagePullBackOff", "Back-off pulling image \"x\": ErrImagePull: " + pick(random, TRANSIENT));
                        case 2 -> view.rejected("n" + i, "Evicted", "The node was low on resource");
                        default -> view.failing("n" + i, 0, "ErrImagePull", pick(random, TRANSIENT));
                    }
                }
                Assessment a = Assessor.assess(view.build(), Policy.DEFAULT, memory, now);
                memory = a.memory();
                assertThat(a.verdict()).isNotInstanceOf(Verdict.Doomed.class);
            }
        });
    }

    @Test
    public void theOrderInWhichTheClusterListsThingsDoesNotMatter() {
        forAllSeeds((seed, random) -> {
            Memory memory = Memory.startingAt(START);
            for (int step = 0; step < STEPS; step++) {
                Instant now = START.plusSeconds(10L * step);
                RolloutView view = anyView(random).build();
                Assessment a = Assessor.assess(view, Policy.DEFAULT, memory, now);
                Assessment b = Assessor.assess(shuffled(view, random), Policy.DEFAULT, memory, now);
                assertThat(b).isEqualTo(a);
                memory = a.memory();
            }
        });
    }

    /** A wait that keeps what it knows, and the same one that does not. */
    private static final class Twins {
        private final Known known;
        private Memory keeping;
        private Memory forgetting;

        private Twins(SharedSight sight, Instant begin) {
            known = new Known(sight);
            keeping = Memory.startingAt(begin);
            forgetting = keeping;
        }

        private void look(RolloutView view, Instant now, String step) {
            Assessment kept = Assessor.assess(view, Policy.DEFAULT, keeping, known, now);
            Assessment alone = Assessor.assess(view, Policy.DEFAULT, forgetting, now);
            assertThat(kept).as(step).isEqualTo(alone);
            keeping = kept.memory();
            forgetting = alone.memory();
        }
    }

    @Test
    public void whatIsKnownFromEarlierLooksChangesNothing() {
        forAllSeeds((seed, random) -> {
            SharedSight sight = new SharedSight();
            Map<Object, Object> facts = new HashMap<>();
            Map<String, Integer> replaced = new HashMap<>();
            List<Twins> waits = new ArrayList<>();
            Instant now = START;
            ViewBuilder builder = anyView(random);
            for (int step = 0; step < 2 * STEPS; step++) {
                now = now.plusMillis(random.nextInt(20_000));
                if (random.nextInt(10) == 0) {
                    builder = anyView(random);
                }
                for (int i = random.nextInt(3); i > 0; i--) {
                    if (random.nextInt(3) == 0) {
                        changeAround(builder, random, now);
                    } else {
                        change(builder, random, "n" + random.nextInt(6));
                    }
                }
                if (random.nextInt(20) == 0) {
                    waits.add(new Twins(sight, now));
                }
                if (random.nextInt(4) == 0) {
                    replaced.put("n" + random.nextInt(6), random.nextInt(3));
                }
                RolloutView view = sharing(anyEvents(withReplaced(builder.build(), replaced), random), facts);
                view = random.nextInt(12) == 0 ? listedOnly(view, random, now) : view;
                RolloutView shown = random.nextInt(8) == 0 ? shuffled(view, random) : view;
                for (Twins wait : waits) {
                    if (random.nextInt(3) > 0) {
                        wait.look(shown, now, "step " + step);
                    }
                }
            }
        });
    }

    /** Its pod's status has said that the pull is over, of which no event tells; without the pod nothing does. Too rare to come by chance. */
    @Test
    public void aPullIsAheadAgainWhenThePodThatHadItIsGone() {
        ViewBuilder builder = new ViewBuilder().node("n1").pulling("n1", 1);
        for (int image = 0; image < 2; image++) {
            builder.told("n1", image, "Pulling", "Pulling image \"x\"", START.plusSeconds(image));
        }
        Map<Object, Object> facts = new HashMap<>();
        Map<String, Integer> replaced = new HashMap<>(Map.of("n1", 2));
        Twins wait = new Twins(new SharedSight(), START);
        wait.look(sharing(withReplaced(builder.build(), replaced), facts), START.plusSeconds(60), "with the old pod");
        replaced.put("n1", 1);
        RolloutView without = sharing(withReplaced(builder.build(), replaced), facts);
        wait.look(without, START.plusSeconds(61), "without it");
        Assessment last = Assessor.assess(without, Policy.DEFAULT, wait.keeping, START.plusSeconds(62));
        assertThat(last.rows().get(0).message()).startsWith("queued behind x");
    }

    /** Something happens to one node. */
    private static void change(ViewBuilder view, Random random, String node) {
        switch (random.nextInt(9)) {
            case 0 -> view.without(node);
            case 1 -> view.node(node, ViewBuilder.taint("dedicated", "gpu"));
            case 2 -> view.cordoned(node);
            case 3 -> view.notReady(node);
            case 4 -> view.node(node);
            case 5 -> view.tolerating(random.nextBoolean() ? new Toleration[] {Toleration.parse("*")} : new Toleration[0]);
            case 6 -> pod(view, random, node);
            default -> tell(view, random, node);
        }
    }

    /** Something happens that is not about one node's puller pod. */
    private static void changeAround(ViewBuilder view, Random random, Instant now) {
        Duration ago = Duration.ofSeconds(random.nextInt(200));
        switch (random.nextInt(8)) {
            case 0 -> view.source(pick(random, Source.values()), pick(random, SourceState.Sight.values()), ago, now);
            case 1, 2 -> List.of(Source.values()).forEach(source -> view.source(source, SourceState.Sight.LIVE, ago, now));
            case 3 -> view.counters(random.nextInt(7), random.nextInt(7), random.nextInt(7));
            case 4 -> view.uid("ds-" + random.nextInt(3));
            default -> pullOfAnother(view, random);
        }
    }

    /** A kubelet tells of a pull for a user's pod, or for a pod of a puller that is no more. */
    private static void pullOfAnother(ViewBuilder view, Random random) {
        String pod = pick(random, List.of("jupyter-ann", "jupyter-joe", "hook-image-puller-old"));
        Instant when = START.plusSeconds(random.nextInt(300));
        switch (random.nextInt(4)) {
            case 0 -> view.pull("n" + random.nextInt(6), pod, "Pulled", pulled(random), when);
            case 1 -> view.pull("n" + random.nextInt(6), pod, "Failed", "Failed to pull image \"y\": i/o timeout", when);
            default -> view.pull("n" + random.nextInt(6), pod, "Pulling", "Pulling image \"y\"", when);
        }
    }

    private static String pulled(Random random) {
        int alone = random.nextInt(90);
        int waiting = alone + (random.nextBoolean() ? 0 : random.nextInt(60));
        return "Successfully pulled image \"y\" in " + alone + "s (" + waiting + "s including waiting). Image size: 9000000 bytes.";
    }

    /** On some nodes the pod is as it was (0), another one under a new name (1), or such a one beside the old one that is being removed (2). */
    private static RolloutView withReplaced(RolloutView view, Map<String, Integer> how) {
        List<PodFacts> pods = new ArrayList<>();
        List<EventFacts> events = new ArrayList<>(view.events());
        for (PodFacts pod : view.pods()) {
            int kind = how.getOrDefault(pod.node(), 0);
            if (kind != 1) {
                pods.add(kind == 0 ? pod : remade(pod, pod.name(), pod.uid(), START.plusSeconds(30)));
            }
            if (kind != 0) {
                pods.add(remade(pod, pod.name() + "-again", pod.uid() + "-again", null));
                view.events().stream()
                        .filter(event -> event.objectUid().equals(pod.uid()))
                        .map(AssessorPropertiesTest::toldAgain)
                        .forEach(events::add);
            }
        }
        return new RolloutView(
                view.query(), view.pullers(), view.nodes(), pods, events, view.awaiters(), view.releases(),
                view.hookChecksum(), view.around(), view.sources(), view.lead());
    }

    /** The same of the pod under the new name, a little later. */
    private static EventFacts toldAgain(EventFacts event) {
        return new EventFacts(
                event.uid() + "-again", event.kind(), event.name() + "-again", event.objectUid() + "-again", event.fieldPath(), event.type(),
                event.reason(), event.message(), event.count(), event.first(), event.last().plusSeconds(10), event.host());
    }

    private static PodFacts remade(PodFacts pod, String name, String uid, Instant deletedAt) {
        return new PodFacts(
                pod.namespace(), name, uid, pod.owner(), pod.node(), pod.bound(), pod.generation(), pod.createdAt(), deletedAt, pod.phase(),
                pod.reason(), pod.message(), pod.startedAt(), pod.conditions(), pod.initContainers(), pod.containers());
    }

    /** Without some of its events: a cluster forgets them after an hour. */
    private static RolloutView anyEvents(RolloutView view, Random random) {
        if (random.nextInt(4) > 0) {
            return view;
        }
        List<EventFacts> left = view.events().stream().filter(event -> random.nextInt(5) > 0).toList();
        return new RolloutView(
                view.query(), view.pullers(), view.nodes(), view.pods(), left, view.awaiters(), view.releases(),
                view.hookChecksum(), view.around(), view.sources(), view.lead());
    }

    /** A part of it could be listed and may not be watched. */
    private static RolloutView listedOnly(RolloutView view, Random random, Instant now) {
        Map<Source, SourceState> sources = new EnumMap<>(view.sources());
        sources.put(pick(random, Source.values()), new SourceState(SourceState.Sight.FORBIDDEN, now, "may not watch"));
        return new RolloutView(
                view.query(), view.pullers(), view.nodes(), view.pods(), view.events(), view.awaiters(), view.releases(),
                view.hookChecksum(), view.around(), sources, view.lead());
    }

    private static void tell(ViewBuilder view, Random random, String node) {
        int image = random.nextInt(2);
        Instant when = START.plusSeconds(random.nextInt(300));
        String message = switch (random.nextInt(4)) {
            case 0 -> "Container image \"x\" already present on machine";
            case 1 -> "Successfully pulled image \"x\" in " + random.nextInt(90) + "s (1m31s including waiting). Image size: 9000000 bytes.";
            default -> "Pulling image \"x\"";
        };
        view.told(node, image, message.startsWith("Pulling") ? "Pulling" : "Pulled", message, when);
    }

    /** The view with the facts of earlier views where they are equal, as a view of a cluster has them. */
    private static RolloutView sharing(RolloutView view, Map<Object, Object> facts) {
        return new RolloutView(
                view.query(), view.pullers(), shared(view.nodes(), facts), shared(view.pods(), facts), shared(view.events(), facts),
                view.awaiters(), view.releases(), view.hookChecksum(), view.around(), view.sources(), view.lead());
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> shared(List<T> list, Map<Object, Object> facts) {
        return list.stream().map(fact -> (T) facts.computeIfAbsent(fact, f -> f)).toList();
    }

    private static RolloutView shuffled(RolloutView view, Random random) {
        return new RolloutView(
                view.query(), shuffled(view.pullers(), random), shuffled(view.nodes(), random), shuffled(view.pods(), random),
                shuffled(view.events(), random), view.awaiters(), view.releases(), view.hookChecksum(), view.around(), view.sources(), view.lead());
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    @Test
    public void theNextLookIsAlwaysAheadAndLookingTwiceChangesNothing() {
        forAllSeeds((seed, random) -> {
            Memory memory = Memory.startingAt(START);
            Instant now = START;
            for (int step = 0; step < STEPS; step++) {
                now = now.plusMillis(random.nextInt(20_000));
                RolloutView view = anyView(random).build();
                Policy policy = Policy.DEFAULT.withStallAfter(Duration.ofMinutes(30));
                Assessment a = Assessor.assess(view, policy, memory, now);
                assertThat(a.revisitAt()).isAfter(now);
                Assessment again = Assessor.assess(view, policy, a.memory(), now);
                assertThat(again.verdict().terminal()).isEqualTo(a.verdict().terminal());
                assertThat(again.tally()).isEqualTo(a.tally());
                memory = a.memory();
            }
        });
    }

    @Test
    public void oneMoreReadyNodeNeverMakesItWorse() {
        forAllSeeds((seed, random) -> {
            RolloutView bare = anyView(random).build();
            RolloutView more = new Random(seed)
                    .ints(1)
                    .mapToObj(i -> anyView(new Random(seed)).node("extra").ready("extra").build())
                    .findFirst()
                    .orElseThrow();
            Verdict before = Assessor.assess(bare, Policy.DEFAULT, Memory.startingAt(START), START.plusSeconds(30)).verdict();
            Verdict after = Assessor.assess(more, Policy.DEFAULT, Memory.startingAt(START), START.plusSeconds(30)).verdict();
            if (after instanceof Verdict.Doomed) {
                assertThat(before).isInstanceOf(Verdict.Doomed.class);
            }
        });
    }
}
