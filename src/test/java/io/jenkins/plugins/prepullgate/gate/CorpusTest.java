package io.jenkins.plugins.prepullgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Recordings of waits on real clusters, judged again: each must come to the verdict that stands beside it, at the same instant, with the same
 * findings. To add one, drop {@code NAME.jsonl}, or packed {@code NAME.jsonl.gz}, into {@code src/test/resources/recordings} and run with {@code
 * -Dcorpus.write=true}, which writes down what it comes to; read that before committing it.
 */
@RunWith(Parameterized.class)
public class CorpusTest {
    private static final Duration BUDGET = Duration.ofMinutes(20);

    private final String name;

    public CorpusTest(String name) {
        this.name = name;
    }

    @Parameters(name = "{0}")
    public static List<String> recordings() throws IOException {
        return Recordings.names();
    }

    @Test
    public void comesToTheSameVerdictAtTheSameInstant() throws IOException {
        String actual = judge();
        Path expected = Recordings.folder().resolve(name + ".expected");
        if (Boolean.getBoolean("corpus.write")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    private String judge() throws IOException {
        Recording read = Recordings.read(name);
        WaitSpec spec = new WaitSpec(Policy.DEFAULT, read.startedAt(), BUDGET, WaitSpec.DEFAULT_HEARTBEAT);
        Assessment last = Replay.run(read, spec, WaitListener.NONE).last();
        List<String> lines = new ArrayList<>();
        lines.add("+" + Duration.between(read.startedAt(), last.at()).toMillis() + " ms " + verdict(last.verdict()));
        last.findings().forEach(f -> lines.add(finding(f)));
        last.rows().forEach(r -> lines.add(r.node() + " " + r.state() + (r.code() == null ? "" : " " + r.code())));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String verdict(Verdict verdict) {
        String code = verdict instanceof Verdict.Doomed doomed ? " " + doomed.code() : verdict instanceof Verdict.Undetermined blind ? " "
                + blind.code() : "";
        return verdict.getClass().getSimpleName() + code;
    }

    private static String finding(Finding f) {
        return f.code() + " " + f.effective() + (f.nodes().isEmpty() ? "" : " " + String.join(",", f.nodes()));
    }
}
