package io.jenkins.plugins.prepullgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

public class GateTest {
    private final Gate gate = new Gate(InstantSource.system());
    private final Recorder heard = new Recorder();

    @After
    public void closeTheGate() {
        gate.close();
    }

    /** Keeps what it hears; the last entry of a wait is its end. */
    private static final class Recorder implements WaitListener {
        final List<String> calls = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void changed(Assessment before, Assessment now) {
            calls.add("changed " + now.verdict().getClass().getSimpleName());
        }

        @Override
        public void heartbeat(Assessment now) {
            calls.add("heartbeat");
        }

        @Override
        public void finished(WaitResult result) {
            calls.add("finished " + result.ending());
        }
    }

    private static RolloutView pulling() {
        return new ViewBuilder().node("n1").node("n2").ready("n1").pulling("n2", 0).build();
    }

    private static RolloutView ready() {
        return new ViewBuilder().node("n1").node("n2").ready("n1").ready("n2").build();
    }

    private static WaitSpec spec(Policy policy, Duration budget, Duration heartbeat) {
        return new WaitSpec(policy, Instant.now(), budget, heartbeat);
    }

    private static WaitSpec spec(Duration budget) {
        return spec(Policy.DEFAULT, budget, WaitSpec.DEFAULT_HEARTBEAT);
    }

    private static WaitResult end(Wait wait) throws Exception {
        return wait.result().get(1, TimeUnit.MINUTES);
    }

    @Test
    public void endsWithTheChangeThatCompletesIt() throws Exception {
        ScriptedSource source = new ScriptedSource(pulling());
        Wait wait = gate.start(source, spec(Duration.ofMinutes(1)), heard);
        await().atMost(Duration.ofMinutes(1)).until(() -> wait.latest() != null);
        source.show(ready());
        WaitResult result = end(wait);
        assertThat(result.success()).isTrue();
        assertThat(result.code()).isEmpty();
        assertThat(source.closed()).isTrue();
        assertThat(source.listeners()).isZero();
        assertThat(heard.calls).containsExactly("changed Progressing", "changed Complete", "finished DECIDED");
    }

    @Test
    public void theBudgetEndsWhatNothingElseEnds() throws Exception {
        WaitResult result = end(gate.start(new ScriptedSource(pulling()), spec(Duration.ofMillis(200)), heard));
        assertThat(result.ending()).isEqualTo(Ending.BUDGET_EXCEEDED);
        assertThat(result.code()).contains(FindingCode.BUDGET_EXCEEDED);
        assertThat(result.summary()).contains("1 of 2 nodes are ready");
        assertThat(result.last().missing()).extracting("node").containsExactly("n2");
        assertThat(result.elapsed()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(50));
    }

    @Test
    public void aBudgetThatPassedWhileNobodyWatchedEndsAtOnceWithAFreshLook() throws Exception {
        WaitSpec passed = new WaitSpec(Policy.DEFAULT, Instant.now().minusSeconds(3600), Duration.ofMinutes(20), WaitSpec.DEFAULT_HEARTBEAT);
        assertThat(end(gate.start(new ScriptedSource(pulling()), passed, heard)).ending()).isEqualTo(Ending.BUDGET_EXCEEDED);
        assertThat(end(gate.start(new ScriptedSource(ready()), passed, heard)).success()).isTrue();
    }

    @Test
    public void toleratedNodesAreLetGoWhenTheBudgetEnds() throws Exception {
        Policy tolerant = Policy.DEFAULT.withTolerate(Tolerance.parse("1"));
        WaitResult result = end(gate.start(new ScriptedSource(pulling()), spec(tolerant, Duration.ofMillis(100), Duration.ofMinutes(1)), heard));
        assertThat(result.success()).isTrue();
        assertThat(result.summary()).contains("tolerated without: n2");
    }

    @Test
    public void aStallEndsIt() throws Exception {
        Policy impatient = Policy.DEFAULT.withStallAfter(Duration.ofMillis(150));
        WaitResult result = end(gate.start(new ScriptedSource(pulling()), spec(impatient, Duration.ofMinutes(1), Duration.ofMinutes(1)), heard));
        assertThat(result.ending()).isEqualTo(Ending.STALLED);
        assertThat(result.code()).contains(FindingCode.STALLED);
    }

    @Test
    public void cancellingEndsItAtOnceAndOnlyOnce() throws Exception {
        ScriptedSource source = new ScriptedSource(pulling());
        Wait wait = gate.start(source, spec(Duration.ofMinutes(1)), heard);
        wait.cancel("aborted by alice");
        wait.cancel("again");
        WaitResult result = end(wait);
        assertThat(result.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(result.summary()).isEqualTo("the wait was cancelled: aborted by alice");
        assertThat(source.closed()).isTrue();
        assertThat(heard.calls).filteredOn(c -> c.startsWith("finished")).hasSize(1);
    }

    @Test
    public void aHeartbeatIsHeardWhenNothingChanges() throws Exception {
        Wait wait = gate.start(new ScriptedSource(pulling()), spec(Policy.DEFAULT, Duration.ofMinutes(1), Duration.ofMillis(50)), heard);
        await().atMost(Duration.ofMinutes(1)).until(() -> heard.calls.stream().filter("heartbeat"::equals).count() >= 3);
        wait.cancel("");
        end(wait);
        assertThat(heard.calls.get(0)).isEqualTo("changed Progressing");
    }

    @Test
    public void aBurstOfChangesIsJudgedAFewTimesAndTheLastStateCounts() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        ScriptedSource script = new ScriptedSource(pulling());
        RolloutSource counting = new RolloutSource() {
            @Override
            public RolloutView view() {
                looks.incrementAndGet();
                return script.view();
            }

            @Override
            public Subscription onChange(Runnable mark) {
                return script.onChange(mark);
            }

            @Override
            public void close() {
                script.close();
            }
        };
        Wait wait = gate.start(counting, spec(Duration.ofMinutes(1)), heard);
        IntStream.range(0, 50_000).forEach(i -> script.show(pulling()));
        script.show(ready());
        assertThat(end(wait).success()).isTrue();
        assertThat(looks.get()).isLessThan(5_000);
    }

    @Test
    public void aListenerThatThrowsDoesNotEndTheWait() throws Exception {
        WaitListener angry = new WaitListener() {
            @Override
            public void changed(Assessment before, Assessment now) {
                throw new IllegalStateException("no");
            }
        };
        ScriptedSource source = new ScriptedSource(pulling());
        Wait wait = gate.start(source, spec(Duration.ofMinutes(1)), angry);
        source.show(ready());
        assertThat(end(wait).success()).isTrue();
    }

    @Test
    public void aFaultOfOursEndsTheWaitAndIsNoSuccess() throws Exception {
        RolloutSource broken = new RolloutSource() {
            @Override
            public RolloutView view() {
                throw new IllegalStateException("broken");
            }

            @Override
            public Subscription onChange(Runnable mark) {
                return () -> {};
            }

            @Override
            public void close() {}
        };
        WaitResult result = end(gate.start(broken, spec(Duration.ofMinutes(1)), heard));
        assertThat(result.success()).isFalse();
        assertThat(result.code()).contains(FindingCode.INTERNAL);
        assertThat(result.last().verdict()).isInstanceOf(Verdict.Undetermined.class);
    }

    @Test
    public void closingTheGateEndsItsWaitsAndThreads() throws Exception {
        Gate own = new Gate(InstantSource.system());
        List<Wait> waits = IntStream.range(0, 100).mapToObj(i -> own.start(new ScriptedSource(pulling()), spec(Duration.ofMinutes(1)), heard))
                .toList();
        await().atMost(Duration.ofMinutes(1)).until(() -> waits.stream().allMatch(w -> w.latest() != null));
        long threads = Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("prepull-gate-")).count();
        assertThat(threads).isBetween(1L, 4L);
        own.close();
        for (Wait wait : waits) {
            assertThat(end(wait).ending()).isEqualTo(Ending.CANCELLED);
        }
        ScriptedSource late = new ScriptedSource(ready());
        assertThatThrownBy(() -> own.start(late, spec(Duration.ofMinutes(1)), heard)).isInstanceOf(IllegalStateException.class);
        assertThat(late.closed()).isTrue();
    }
}
