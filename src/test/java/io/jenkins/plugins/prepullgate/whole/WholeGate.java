package io.jenkins.plugins.prepullgate.whole;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.Recorder;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.rules.ExternalResource;

/**
 * The engine from end to end, as the command and the steps put it together: a rule that closes what the test began. Outside a
 * test: open and close it.
 */
public final class WholeGate extends ExternalResource implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();

    private ClusterWatches watches;
    private Gate gate;

    @Override
    protected void before() {
        open();
    }

    @Override
    protected void after() {
        close();
    }

    /** Begins, where no rule does it. */
    public WholeGate open() {
        watches = new ClusterWatches(CLOCK);
        gate = new Gate(CLOCK);
        return this;
    }

    @Override
    public void close() {
        gate.close();
        watches.close();
    }

    /** A wait that is under way, with every line that it has printed. */
    public record Running(Wait held, List<String> lines, StringWriter recording) {
        /** Its end; fails after two minutes. */
        public WaitResult end() {
            try {
                return held.result().get(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException | TimeoutException e) {
                throw new AssertionError("the wait does not end; it has printed\n" + String.join("\n", lines), e);
            }
        }

        /** Waits until an assessment is as asked, which for a node that falls silent takes most of a minute. */
        public Running until(Predicate<Assessment> condition) {
            seen(condition);
            return this;
        }

        /** The first assessment that is as asked: the latest may be another one already. */
        public Assessment seen(Predicate<Assessment> condition) {
            return Awaitility.await().atMost(Duration.ofMinutes(2)).until(held::latest, now -> now != null && condition.test(now));
        }

        public String log() {
            return String.join("\n", lines);
        }

        /** Keeps the recording as a file of the corpus, where {@code -Dcorpus.dir} asks for it. */
        public void keepAs(String name) {
            String folder = System.getProperty("corpus.dir");
            if (folder != null) {
                try {
                    Files.writeString(Path.of(folder, name + ".jsonl"), recording.toString());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    public Running start(Path kubeconfig, PullerQuery query, Policy policy, Duration budget) {
        try {
            ClusterTarget target = Kubeconfigs.read(kubeconfig, null);
            WaitSpec spec = new WaitSpec(policy, Instant.now(), budget, Duration.ofSeconds(5));
            List<String> lines = new CopyOnWriteArrayList<>();
            StringWriter recording = new StringWriter();
            RolloutSource watched = watches.open(target, query);
            RolloutSource source = new Recorder(watched, recording, spec.startedAt(), CLOCK, e -> lines.add("recording failed: " + e));
            Wait wait = gate.start(source, spec, new ProgressLog(spec, lines::add));
            return new Running(wait, lines, recording);
        } catch (ConnectionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Running start(Path kubeconfig, String namespace) {
        return start(kubeconfig, PullerQuery.hook(namespace), Policy.DEFAULT, Duration.ofMinutes(1));
    }
}
