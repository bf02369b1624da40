package io.jenkins.plugins.prepullgate.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.cluster.QuickWatches;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.SteadyClock;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.After;
import org.junit.Test;

/** Somebody sets the machine's clock by hours, forward and back, during whole waits on a cluster that is lost from sight meanwhile. */
public class ClockFaultsTest {
    private static final Duration BUDGET = Duration.ofMinutes(20);
    /** In the middle of a minute: a machine that stands still for a while says the same. */
    private static final Duration HOURS = Duration.ofMinutes(192).plusSeconds(30);
    private static final List<String> WRONG =
            List.of("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "Fri, 31 Dec 9999 23:59:59 GMT", "", "Mon, 01 Jan 2018 00:00:00 GMT");

    private final ApiWorld world = new ApiWorld();
    /** Its objects carry the API server's own time, which nobody sets. */
    private final PlayedRollout rollout = new PlayedRollout(world);

    private final ApiServer server = new ApiServer(world);
    private final FaultyProxy proxy = FaultyProxy.before(server.port());
    private final ClusterTarget target = ClusterTarget.of(proxy.url(), new Credentials.None());
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile Duration set = Duration.ZERO;
    private final InstantSource wall = () -> Instant.now().plus(set);

    @After
    public void close() {
        proxy.close();
        server.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private SteadyClock steady() {
        return SteadyClock.startingAt(wall, System::nanoTime);
    }

    private WaitSpec spec(InstantSource clock) {
        rollout.node("user-1");
        rollout.puller();
        return new WaitSpec(Policy.DEFAULT.withBlindness(Duration.ofMinutes(10)), clock.instant(), BUDGET, Duration.ofSeconds(30));
    }

    /** As the command waits: one clock for everything, as long as the process lives. */
    @Test
    public void aCommandThatWaitsDoesNotNotice() throws Exception {
        InstantSource clock = steady();
        try (ClusterWatches watches = QuickWatches.open(clock, Duration.ZERO);
                Gate gate = new Gate(clock)) {
            WaitSpec spec = spec(clock);
            endures(spec, gate.start(watches.open(target, PullerQuery.hook(PlayedRollout.NAMESPACE)), spec, new ProgressLog(spec, log::add)));
        }
    }

    /** As a step waits: by a clock of its own, on watches that have been there since the clock was another one. */
    @Test
    public void aStepThatWaitsDoesNotNotice() throws Exception {
        try (ClusterWatches watches = QuickWatches.open(steady(), Duration.ZERO);
                Gate gate = new Gate(steady())) {
            set = Duration.ofDays(-3);
            InstantSource clock = steady();
            WaitSpec spec = spec(clock);
            RolloutSource source = watches.open(target, PullerQuery.hook(PlayedRollout.NAMESPACE), clock);
            endures(spec, gate.start(source, spec, new ProgressLog(spec, log::add), clock));
        }
    }

    /** What the API server has dated is as old as its own clock says: a pod that has just found no node has not found one for hours. */
    @Test
    public void aClockThatIsAheadWhenAWaitBeginsMakesNothingRipe() throws Exception {
        server.dated(() -> PlayedRollout.httpDate(InstantSource.system()));
        set = HOURS;
        makesNothingRipeAndIsToldAs(" ahead of the API server's");
    }

    @Test
    public void aClockThatIsBehindWhenAWaitBeginsMakesNothingRipe() throws Exception {
        server.dated(() -> PlayedRollout.httpDate(InstantSource.system()));
        set = HOURS.negated();
        makesNothingRipeAndIsToldAs(" behind the API server's");
    }

    private void makesNothingRipeAndIsToldAs(String words) throws Exception {
        WaitResult result = unscheduledForAWhile();
        assertThat(result.success()).as("%s", log).isTrue();
        assertThat(log).filteredOn(line -> line.startsWith("[prepull] CLOCK_DIFFERS")).as("%s", log).isNotEmpty()
                .allMatch(line -> line.contains("this machine's clock is 3h12m") && line.contains(words));
    }

    /** A proxy that leaves the date out, gives one of its own, or nonsense: the wait goes by its own clock, which is right. */
    @Test
    public void anAnswersDateThatIsWrongMakesNothingRipe() throws Exception {
        Iterator<String> dates = Stream.iterate(0, i -> i + 1).map(i -> WRONG.get(i % WRONG.size())).iterator();
        server.dated(() -> {
            synchronized (dates) {
                return dates.next();
            }
        });
        assertThat(unscheduledForAWhile().success()).as("%s", log).isTrue();
    }

    /** Waits, as the command does, while the only puller pod finds no node at first. */
    private WaitResult unscheduledForAWhile() throws Exception {
        InstantSource clock = steady();
        try (ClusterWatches watches = QuickWatches.open(clock, Duration.ZERO);
                Gate gate = new Gate(clock)) {
            WaitSpec spec = spec(clock);
            rollout.unscheduled("user-1");
            Wait wait = gate.start(watches.open(target, PullerQuery.hook(PlayedRollout.NAMESPACE)), spec, new ProgressLog(spec, log::add));
            soon().until(() -> wait.latest() != null && wait.latest().findings().stream()
                    .anyMatch(finding -> finding.code() == FindingCode.UNSCHEDULABLE_RESOURCES) || wait.result().isDone());
            assertThat(wait.result()).as("%s", log).isNotDone();
            rollout.ready("user-1");
            return wait.result().get(1, TimeUnit.MINUTES);
        }
    }

    private void endures(WaitSpec spec, Wait wait) throws Exception {
        rollout.fails("user-1", "ErrImagePull", "rpc error: code = Unknown desc = 429 Too Many Requests");
        told("1 backing off; ");
        set = set.plus(Duration.ofHours(5));
        rollout.pulled("user-1", 1);
        told("1 pulling; ");
        proxy.refuse();
        soon().until(() -> wait.latest().verdict() instanceof Verdict.Undetermined);
        set = set.minus(Duration.ofHours(10));
        assertThat(((Verdict.Undetermined) wait.latest().verdict()).code()).isEqualTo(FindingCode.API_UNREACHABLE);
        proxy.accept();
        soon().until(() -> wait.latest().verdict() instanceof Verdict.Progressing);
        rollout.ready("user-1");
        WaitResult result = wait.result().get(1, TimeUnit.MINUTES);
        assertThat(result.success()).as("%s", log).isTrue();
        assertThat(Duration.between(spec.startedAt(), result.endedAt())).isBetween(Duration.ZERO, Duration.ofMinutes(9));
        assertThat(log).as("what has passed of the budget").filteredOn(line -> line.contains(" of 20m")).isNotEmpty()
                .allMatch(line -> line.matches(".*; (\\dm)?\\d+s of 20m.*"));
        assertThat(log).as("for how long it was out of sight").filteredOn(line -> line.contains("could not be read for"))
                .allMatch(line -> line.matches(".* could not be read for \\d{1,3} s.*"));
    }

    private void told(String words) {
        soon().until(() -> log.stream().anyMatch(line -> line.contains(words)));
    }
}
