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
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
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
    /** After the last fault this is endless. */
    private static final long PATIENCE_MILLIS = 8_000;

    private final long seed;
    private final List<String> log = new CopyOnWriteArrayList<>();
    /** The step of the plan that could not be taken; null when all could. */
    private volatile String broken;

    Schedule(long seed) {
        this.seed = seed;
    }

    /** @return what is wrong; empty when all is well */
    String run() throws InterruptedException {
        Random random = new Random(seed);
        ApiWorld world = new ApiWorld();
        Story story = new Story(new PlayedRollout(world), random);
        long over = story.settledAt + 200;
        InstantSource clock = InstantSource.system();
        ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor();
        try (ApiServer server = new ApiServer(world);
                FaultyProxy proxy = FaultyProxy.before(server.port());
                ClusterWatches watches = QuickWatches.open(clock, STABLE[random.nextInt(STABLE.length)]);
                Gate gate = new Gate(clock)) {
            boolean dark = story.fate == Fate.DARK;
            if (dark) {
                story.plan.at(story.settledAt - 1, "the cluster goes away for good", proxy::refuse);
            } else {
                new Trouble(proxy, world::compact, random, story.plan).add(2 + random.nextInt(7), over);
            }
            Policy policy = dark ? Policy.DEFAULT.withBlindness(Duration.ofMillis(600)) : Policy.DEFAULT;
            long budget = over + (story.fate == Fate.STUCK ? 600 : PATIENCE_MILLIS);
            WaitSpec spec = new WaitSpec(policy, Instant.now(), Duration.ofMillis(budget), Duration.ofSeconds(30));
            ClusterTarget target = ClusterTarget.of(proxy.url(), new Credentials.None());
            Wait wait = gate.start(watches.open(target, PullerQuery.hook(PlayedRollout.NAMESPACE)), spec, new ProgressLog(spec, log::add));
            boolean[] early = new boolean[1];
            wait.result().thenRun(() -> early[0] = !story.settled());
            story.plan.steps().forEach(step -> hand.schedule(() -> take(step), step.millis(), TimeUnit.MILLISECONDS));
            WaitResult result = wait.result().get(budget + 2_000, TimeUnit.MILLISECONDS);
            return judge(story, result, early[0]);
        } catch (ExecutionException | TimeoutException e) {
            return complaint(story, "the wait does not end: " + e);
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

    private String judge(Story story, WaitResult result, boolean early) {
        FindingCode code = result.code().orElse(null);
        if (broken != null) {
            return complaint(story, "the schedule itself fails: " + broken);
        }
        if (early) {
            return complaint(story, "too early: " + result.summary());
        }
        return code == story.fate.code ? "" : complaint(story, "not " + story.fate + " but " + code + ": " + result.summary());
    }

    private String complaint(Story story, String what) {
        return "seed " + seed + " (" + story.fate + "): " + what + "\n" + story.plan + String.join("\n", log) + "\n";
    }
}
