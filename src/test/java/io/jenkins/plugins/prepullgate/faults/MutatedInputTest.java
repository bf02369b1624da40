package io.jenkins.plugins.prepullgate.faults;

import static io.jenkins.plugins.prepullgate.faults.Mutations.mutated;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.Recording;
import io.jenkins.plugins.prepullgate.gate.Replay;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.Test;

/** What people and files give us, mutated by chance: refused in one line or understood, never a stack trace. A failure names its seed. */
public class MutatedInputTest {
    private static final String SECRET = "s3cr3tT0ken";
    private static final String KUBECONFIG = "apiVersion: v1\nkind: Config\ncurrent-context: a\n"
            + "contexts:\n- name: a\n  context: {cluster: c, user: u, namespace: hub}\n"
            + "clusters:\n- name: c\n  cluster: {server: \"https://api.test:6443\", insecure-skip-tls-verify: false}\n"
            + "users:\n- name: u\n  user:\n    token: " + SECRET + "\n";

    @Test
    public void aMutatedKubeconfigIsRefusedInOneLineWithoutItsSecrets() {
        for (int seed = 0; seed < 5_000; seed++) {
            String yaml = mutated(KUBECONFIG, new Random(seed));
            try {
                assertThat(Kubeconfigs.parse(yaml, null).toString()).as("seed %d", seed).doesNotContain(SECRET);
            } catch (ConnectionException e) {
                assertThat(e.getMessage()).as("seed %d", seed).doesNotContain(SECRET).isNotBlank();
            }
        }
    }

    @Test
    public void aMutatedDurationIsRefusedOrMoreThanZero() {
        List<String> sound = List.of("90s", "20m", "1h30m", "2d", "500ms");
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String text = mutated(sound.get(random.nextInt(sound.size())), random);
            try {
                assertThat(Durations.parse("--budget", text)).as("seed %d: %s", seed, text).isPositive();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as("seed %d", seed).startsWith("--budget: ");
                Mutations.assertOneLine(e.getMessage());
            }
        }
    }

    @Test
    public void aMutatedRecordingIsRefusedByItsLineOrJudged() throws IOException {
        List<String> recordings = recordings();
        assertThat(recordings).isNotEmpty();
        for (int seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            String text = mutated(recordings.get(random.nextInt(recordings.size())), random);
            try {
                Recording recording = Recording.read(new StringReader(text));
                if (!recording.frames().isEmpty()) {
                    WaitSpec spec = new WaitSpec(Policy.DEFAULT, recording.startedAt(), Duration.ofMinutes(20), Duration.ofSeconds(30));
                    WaitResult result = Replay.run(recording, spec, WaitListener.NONE);
                    assertThat(result.code().filter(FindingCode.INTERNAL::equals)).as("seed %d", seed).isEmpty();
                }
            } catch (IOException e) {
                assertThat(e.getMessage()).as("seed %d", seed).contains("line ");
            }
        }
    }

    /** The smallest of the corpus, since many are tried. */
    private static List<String> recordings() throws IOException {
        Path folder = Path.of("src/test/resources/recordings");
        try (Stream<Path> files = Files.list(Files.exists(folder) ? folder : Path.of("..").resolve(folder))) {
            List<Path> small =
                    files.filter(f -> f.toString().endsWith(".jsonl.gz") && f.toFile().length() < 4_000).sorted().limit(8).toList();
            List<String> texts = new ArrayList<>();
            for (Path file : small) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return texts;
        }
    }
}
