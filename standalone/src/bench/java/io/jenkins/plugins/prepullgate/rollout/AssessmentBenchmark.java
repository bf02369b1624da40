package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One assessment of a rollout on so many nodes: a tenth still pulling, a fiftieth backing off, the rest ready, with what their kubelets tell of the
 * pulls; and the making of its view.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AssessmentBenchmark {
    private static final Instant NOW = ViewBuilder.START.plusSeconds(90);
    private static final int EVENTS = 32;

    @Param({"10", "100", "1000", "5000"})
    private int nodes;

    private ViewBuilder builder;
    private RolloutView view;
    private Memory memory;
    private Memory remembered;
    private final Known known = new Known();
    private final List<RolloutView> after = new ArrayList<>();
    private int event;

    @Setup
    public void rollout() {
        builder = new ViewBuilder();
        for (int i = 0; i < nodes; i++) {
            String node = "node-" + i;
            builder.node(node);
            if (i % 50 == 0) {
                builder.notFound(node)
                        .event(node, "Failed", "Failed to pull image \"" + ViewBuilder.IMAGE + "\": not found", 2, NOW, NOW);
            } else if (i % 10 == 0) {
                builder.pulling(node, 0)
                        .told(node, 0, "Pulling", "Pulling image \"" + ViewBuilder.IMAGE + "\"", ViewBuilder.START.plusSeconds(2));
            } else {
                builder.ready(node)
                        .told(node, 0, "Pulling", "Pulling image \"" + ViewBuilder.IMAGE + "\"", ViewBuilder.START.plusSeconds(2))
                        .told(node, 0, "Pulled", pulled(i), ViewBuilder.START.plusSeconds(42));
            }
        }
        view = builder.build();
        memory = Assessor.assess(view, Policy.DEFAULT, Memory.startingAt(ViewBuilder.START), NOW.minusSeconds(1)).memory();
        remembered = memory;
        for (int i = 0; i < EVENTS; i++) {
            after.add(oneChanged(i));
        }
    }

    /** The same view but for one node, which begins anew; all the rest are the same objects, as they are from one event to the next. */
    private RolloutView oneChanged(int turn) {
        int changed = view.pods().size() * turn / EVENTS;
        List<PodFacts> pods = new ArrayList<>(view.pods());
        PodFacts pod = pods.get(changed);
        pods.set(changed, new ViewBuilder().pulling(pod.node(), turn % 2).build().pods().get(0));
        List<EventFacts> events = new ArrayList<>(view.events());
        EventFacts moved = events.remove(events.size() * turn / EVENTS);
        events.add(moved);
        return new RolloutView(
                view.query(), view.pullers(), view.nodes(), pods, events, view.awaiters(), view.releases(), view.hookChecksum(), view.around(),
                view.sources(), view.lead());
    }

    /** No two nodes take the same time. */
    private static String pulled(int i) {
        String time = "40." + (100_000 + i) + "s";
        return "Successfully pulled image \"" + ViewBuilder.IMAGE + "\" in " + time + " (" + time + " including waiting). Image size: 1234567890 bytes.";
    }

    @Benchmark
    public Assessment assess() {
        return Assessor.assess(view, Policy.DEFAULT, memory, NOW);
    }

    /** As after an event of one node: two pods and two events differ from the look before. */
    @Benchmark
    public Assessment assessAfterEvent() {
        event = (event + 1) % EVENTS;
        Assessment now = Assessor.assess(after.get(event), Policy.DEFAULT, remembered, known, NOW);
        remembered = now.memory();
        return now;
    }

    /** The view is put together again from what is kept, and judged without knowing of earlier ones. */
    @Benchmark
    public Assessment buildAndAssess() {
        return Assessor.assess(builder.build(), Policy.DEFAULT, memory, NOW);
    }
}
