package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
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

    @Param({"10", "100", "1000", "5000"})
    private int nodes;

    private ViewBuilder builder;
    private RolloutView view;
    private Memory memory;
    private final Known known = new Known();

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

    /** As in a wait, after other looks. */
    @Benchmark
    public Assessment assessNext() {
        return Assessor.assess(view, Policy.DEFAULT, memory, known, NOW);
    }

    /** As after an event: the view is put together again from what is kept, and judged. */
    @Benchmark
    public Assessment buildAndAssess() {
        return Assessor.assess(builder.build(), Policy.DEFAULT, memory, NOW);
    }
}
