package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.gate.Recording;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the played controller does, in the order in which the gate sees it. */
public class DrillOrderTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** However long making the pods takes: half a minute without a look is a finding, and played fast that is soon over. */
    @Test(timeout = 120_000)
    public void theControllerHasLookedBeforeTheFirstPodIsThere() throws Exception {
        Logs.quiet();
        Path record = folder.getRoot().toPath().resolve("drill.jsonl");
        Run.of("drill", "success", "--speed", "20", "--record", record.toString());

        List<RolloutView> withPods;
        try (Reader reader = Files.newBufferedReader(record)) {
            withPods = Recording.read(reader).frames().stream().map(Recording.Frame::view).filter(view -> !view.pods().isEmpty()).toList();
        }
        assertThat(withPods).isNotEmpty();
        assertThat(withPods.get(0).pullers()).singleElement().satisfies(puller -> {
            assertThat(puller.observed()).isTrue();
            assertThat(puller.status().desired()).isEqualTo(3);
        });
    }
}
