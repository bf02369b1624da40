package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.real.Fault.End;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Every fault, on containerd 1.7 and 2.2 at once, through the whole gate. All pulls run at the same time; each test looks at the end of one. */
@RunWith(Parameterized.class)
public class FaultsRealNodeTest {
    /** For three of four: all of them begin at once, and a busy machine may make any one of them wait for its turn. */
    private static final Duration QUICK = Duration.ofSeconds(6);

    private static final Duration AT_MOST = Duration.ofSeconds(40);
    private static final Duration BUDGET = Duration.ofSeconds(100);
    private static final Duration PATIENT = Duration.ofSeconds(200);

    @Rule
    @ClassRule(order = 1)
    public static final RealNodes cluster = new RealNodes("real:1@1.7/parallel,1@2.2/parallel");

    @ClassRule(order = 2)
    public static final WholeGate gate = new WholeGate();

    private static final Map<Fault, Running> RUNNING = new LinkedHashMap<>();
    private static final Map<Fault, String> NAMESPACES = new HashMap<>();
    private static final List<Duration> AFTER_PROOF = new ArrayList<>();
    private static FailureTimes failures;

    private final Fault fault;

    public FaultsRealNodeTest(Fault fault) {
        this.fault = fault;
    }

    @Parameters(name = "{0}")
    public static Collection<Fault> faults() {
        return Fault.all();
    }

    @BeforeClass
    public static void startAll() {
        failures = new FailureTimes(cluster.admin());
        for (Fault fault : Fault.all()) {
            NAMESPACES.put(fault, cluster.namespace());
        }
        for (Fault fault : Fault.all()) {
            Duration budget = fault.end() == End.BUDGET ? BUDGET : PATIENT;
            RUNNING.put(fault, gate.start(cluster.gateKubeconfig(), PullerQuery.hook(NAMESPACES.get(fault)), Policy.DEFAULT, budget));
        }
        // What is measured is how quickly a failure is understood, not how quickly so many watches begin.
        RUNNING.values().forEach(running -> running.until(now -> now.verdict() instanceof Verdict.Absent));
        for (Fault fault : Fault.all()) {
            cluster.admin().resource(puller(NAMESPACES.get(fault), fault.image())).create();
        }
    }

    @AfterClass
    public static void stop() {
        if (failures != null) {
            failures.close();
        }
    }

    @AfterClass
    public static void mostEndWithinSecondsOfTheProof() {
        List<Duration> sorted = AFTER_PROOF.stream().sorted().toList();
        if (!sorted.isEmpty()) {
            assertThat(sorted.get(sorted.size() * 3 / 4)).as("of " + sorted).isLessThan(QUICK);
        }
    }

    private static DaemonSet puller(String namespace, String image) {
        DaemonSet puller = Pullers.chart4(namespace, "hub").images(image).daemonSet();
        return new DaemonSetBuilder(puller)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstInitContainer()
                .withImagePullPolicy(image.contains("/never/") ? "Never" : "IfNotPresent")
                .endInitContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    @Test
    public void endsAsItMust() {
        Running running = RUNNING.get(fault);
        WaitResult result = running.end();
        Map<String, Instant> failed = failures.of(NAMESPACES.get(fault), nodesThatShowIt());
        String shown = running.log() + "\nfirst failures: " + failed + ", ended " + result.endedAt();

        switch (fault.end()) {
            case SUCCESS -> assertThat(result.success()).as(shown).isTrue();
            case BUDGET -> {
                assertThat(result.ending()).as(shown).isEqualTo(Ending.BUDGET_EXCEEDED);
                assertNamedOnBothNodes(result, shown);
            }
            case AFTER_PROBATION -> {
                assertThat(result.code()).as(shown).hasValue(fault.code());
                assertNamedOnBothNodes(result, shown);
            }
            case ON_ALL_NODES -> {
                assertThat(result.code()).as(shown).hasValue(fault.code());
                assertNamedOnBothNodes(result, shown);
                assertQuickAfter(Collections.max(failed.values()), result, shown);
            }
            case ON_ONE_NODE -> {
                assertThat(result.code()).as(shown).hasValue(fault.code());
                assertQuickAfter(Collections.min(failed.values()), result, shown);
            }
        }
        running.keepAs("real-" + fault.image().replaceAll("[^A-Za-z0-9]+", "-"));
    }

    private int nodesThatShowIt() {
        return switch (fault.end()) {
            case ON_ALL_NODES -> 2;
            case ON_ONE_NODE -> 1;
            default -> 0;
        };
    }

    /** By every runtime's text in the same way. */
    private void assertNamedOnBothNodes(WaitResult result, String shown) {
        List<Finding> named = result.last().findings().stream().filter(finding -> finding.code() == fault.code()).toList();
        assertThat(named).as(shown).hasSize(1);
        assertThat(named.get(0).nodes()).as(shown).containsExactly("real-1", "real-2");
    }

    private static void assertQuickAfter(Instant proof, WaitResult result, String shown) {
        Duration after = Duration.between(proof, result.endedAt());
        AFTER_PROOF.add(after);
        assertThat(after).as(shown).isLessThan(AT_MOST);
    }
}
