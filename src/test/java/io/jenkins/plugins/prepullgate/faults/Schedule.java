package io.jenkins.plugins.prepullgate.faults;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.cluster.QuickWatches;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One wait by the whole engine, from a seed: a story, the faults on the way to it, and the verdict that is right in spite of them. */
final class Schedule {
    private static final Duration[] STABLE = {Duration.ZERO, Duration.ofMillis(50), Duration.ofHours(1)};

    /** After the last fault this is endless, also on a machine that has other things to do. */
    private static final long PATIENCE_MILLIS = 60_000;
    /** How much later than its budget a wait may end on a busy machine. */
    private static final long LATE_MILLIS = 30_000;
    /** Until patience is meant to end, which must be after all that is planned. */
    private static final long SHORT_MILLIS = 5_000;

    /** By how much the cluster's clock shows more than ours. */
    private static final List<Duration> CLUSTER_AHEAD = List.of(Duration.ZERO, Duration.ofMinutes(192), Duration.ofMinutes(-192));

    private final long seed;
    private final Random random;
    private final boolean dated;
    /** The cluster's. */
    private final InstantSource time;
    private final ApiWorld world = new ApiWorld();
    private final Story story;
    private final List<String> log = new CopyOnWriteArrayList<>();
    /** The step of the plan that could not be taken; null when all could. */
    private volatile String broken;

    Schedule(long seed) {
        this(seed, true, aheadBy(CLUSTER_AHEAD.get((int) Math.floorMod(seed, (long) CLUSTER_AHEAD.size()))));
    }

    /** @param clock the time that the rollout's objects carry: the same as of the stage that it is run on */
    Schedule(long seed, InstantSource clock) {
        this(seed, false, clock);
    }

    /** @param dated whether the API server's answers carry its time, too; only where time is not made to run faster */
    private Schedule(long seed, boolean dated, InstantSource clock) {
        this.seed = seed;
        this.dated = dated;
        this.time = clock;
        // Neighbouring seeds begin with the same numbers: without this all schedules would have one fate.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.story = new Story(new PlayedRollout(world, clock), random);
    }

    private static InstantSource aheadBy(Duration time) {
        return () -> Instant.now().plus(time);
    }

    /** Plays it with watches and a gate of its own. @return what is wrong; empty when all is well */
    String run() throws InterruptedException {
        InstantSource clock = InstantSource.system();
        try (ClusterWatches watches = QuickWatches.open(clock, STABLE[random.nextInt(STABLE.length)]);
                Gate gate = new Gate(clock)) {
            return run(Stage.ofRealTime(watches, gate), false);
        }
    }

    /**
     * @param cancelled whether the wait is called off on the way
     * @return what is wrong; empty when all is well
     */
    String run(Stage stage, boolean cancelled) throws InterruptedException {
        long over = story.settledAt + 200;
        ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor();
        try (ApiServer server = new ApiServer(world);
                FaultyProxy proxy = FaultyProxy.before(server.port())) {
            server.dated(() -> dated ? PlayedRollout.httpDate(time) : null);
            boolean dark = story.fate == Fate.DARK;
            if (dark) {
                story.plan.at(story.settledAt - 1, "the cluster goes away for good", proxy::refuse);
            } else {
                new Trouble(proxy, world::compact, random, story.plan).add(2 + random.nextInt(7), over);
            }
            long budget = over + (story.fate == Fate.STUCK ? SHORT_MILLIS : PATIENCE_MILLIS);
            Policy policy = dark ? stage.policy().withBlindness(stage.lasting(SHORT_MILLIS)) : stage.policy();
            WaitSpec spec = new WaitSpec(policy, stage.clock().instant(), stage.lasting(budget), Duration.ofSeconds(30));
            ClusterTarget target = ClusterTarget.of(proxy.url(), new Credentials.None());
            Wait wait = stage.start(target, spec, new ProgressLog(spec, log::add));
            if (cancelled) {
                story.plan.at(story.settledAt / 2, "the wait is cancelled", () -> wait.cancel("no longer wanted"));
            }
            boolean[] early = new boolean[1];
            wait.result().thenRun(() -> early[0] = !story.settled() && !cancelled);
            story.plan.steps().forEach(step -> hand.schedule(() -> take(step), step.millis(), TimeUnit.MILLISECONDS));
            WaitResult result = wait.result().get(budget + LATE_MILLIS, TimeUnit.MILLISECONDS);
            return judge(cancelled ? FindingCode.CANCELLED : story.fate.code, result, early[0]);
        } catch (ExecutionException | TimeoutException e) {
            return complaint("the wait does not end: " + e);
        } finally {
            hand.shutdownNow();
        }
    }

    private void take(Plan.Step step) {
        try {
            step.action().run();
        } catch (RuntimeException e) {
            broken = step.what() + ": " + e;
        }
    }

    private String judge(FindingCode expected, WaitResult result, boolean early) {
        FindingCode code = result.code().orElse(null);
        if (broken != null) {
            return complaint("the schedule itself fails: " + broken);
        }
        if (early) {
            return complaint("too early: " + result.summary());
        }
        return code == expected ? "" : complaint("not " + expected + " but " + code + ": " + result.summary());
    }

    private String complaint(String what) {
        return "seed " + seed + " (" + story.fate + "): " + what + "\n" + story.plan + String.join("\n", log) + "\n";
    }
}
