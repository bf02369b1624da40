package io.jenkins.plugins.prepullgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** The measured cases (docs/CASES.md) that no other test plays beside the real helm, all at once. */
public class CasesClusterTest {
    private static final Set<String> HERE = Set.of(
            "cordoned", "not-ready-before", "unschedulable", "blind-awaiter", "after-a-timeout", "interrupted",
            "wait-with-nothing-ready", "not-updated");
    private static final Set<String> WRONG_BY_HELM = Set.of("blind-awaiter", "wait-with-nothing-ready", "not-updated");

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    @Test
    public void eachIsJudgedRightWhateverHelmSays() throws InterruptedException, ExecutionException {
        ExecutorService beside = Executors.newFixedThreadPool(HERE.size());
        try {
            List<Future<Outcome>> pending = Stream.concat(HelmCases.ALL.stream(), NodeCases.ALL.stream())
                    .filter(c -> HERE.contains(c.name()))
                    .map(c -> beside.submit(() -> c.played(cluster, gate, 1)))
                    .toList();
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> outcome : pending) {
                outcomes.add(outcome.get());
            }
            assertThat(outcomes).extracting(Outcome::name).containsExactlyInAnyOrderElementsOf(HERE);
            assertThat(outcomes).allMatch(Outcome::gateRight);
            assertThat(outcomes).filteredOn(o -> !o.helmRight()).extracting(Outcome::name).containsExactlyInAnyOrderElementsOf(WRONG_BY_HELM);
        } finally {
            beside.shutdownNow();
        }
    }

    @Test
    public void aTaintedNodeIsLeftOutAndNamed() {
        Case tainted = NodeCases.ALL.stream().filter(c -> c.name().equals("tainted")).findFirst().orElseThrow();
        assertThat(tainted.played(cluster, gate, 1)).matches(Outcome::gateRight).matches(Outcome::helmRight);
    }
}
