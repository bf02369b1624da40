package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.prepullgate.cluster.Charts;
import io.jenkins.plugins.prepullgate.cluster.HookPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A {@code waitForPrepuller} that is given the chart which helm will deploy. */
public class PlannedWaitTest extends ScriptedWaits {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void beforeHelm() {
        step.setUpcoming(true);
        step.setRelease("hub");
    }

    private void withAFile() throws IOException {
        Files.writeString(folder.getRoot().toPath().resolve("chart.yaml"), Charts.newest());
        context.around.put(FilePath.class, new FilePath(folder.getRoot()));
        step.setManifestFile("chart.yaml");
    }

    @Test
    public void aHookThatWillRunIsToldAndWaitedFor() throws Exception {
        withAFile();
        begun();
        await().until(() -> clusters.sources.size() == 1);
        assertThat(clusters.planned).containsExactly("jhub/hub");
        assertThat(context.log()).contains("[prepull] helm will start DaemonSet hook-image-puller before the upgrade");
    }

    @Test
    public void withoutAHookTheStepSucceedsAtOnce() throws Exception {
        String why = "the rendered chart starts no prepuller: its checksum says that no image has changed";
        clusters.plan = new HookPlan(false, why, List.of(why));
        step.setManifest(Charts.newest());
        begun();
        Outcome outcome = success();
        assertThat(outcome.isSuccess()).isTrue();
        assertThat(clusters.sources).as("nothing is watched").isEmpty();
        assertThat(context.log().stripTrailing().lines().reduce((a, b) -> b).orElse("")).startsWith("[prepull] PREPULL COMPLETE: " + why);
        assertThat(context.log()).contains("note: SKIPPED_UNCHANGED");
        assertThat(context.environment()).containsEntry("PREPULL_RESULT", "COMPLETE");
    }

    @Test
    public void aFileThatIsNoChartIsNamed() throws Exception {
        withAFile();
        Files.writeString(folder.getRoot().toPath().resolve("chart.yaml"), "kind: [");
        begun();
        assertThat(failure()).hasMessageStartingWith("PREPULL FAILED CONFIGURATION: manifestFile chart.yaml is no valid YAML");
        assertThat(clusters.sources).isEmpty();
    }

    @Test
    public void afterARestartItWaitsForWhatHelmHasDoneMeanwhile() throws Exception {
        withAFile();
        StepExecution execution = begun();
        await().until(() -> clusters.sources.size() == 1);
        Engine.shutDown();
        clusters = new FakeClusters(ready());
        useScriptedClusters();
        // The workspace may be gone.
        context.around.remove(FilePath.class);

        FakeContext.restarted(execution).onResume();

        await().until(() -> clusters.sources.size() == 1);
        assertThat(clusters.planned).isEmpty();
    }

    @Test
    public void aChartNeedsToBeUpcomingAndToBeOne() throws Exception {
        step.setUpcoming(false);
        step.setManifestFile("chart.yaml");
        assertRefused("manifestFile says what helm will do: it needs upcoming: true");
        step.setUpcoming(true);
        step.setManifest("kind: DaemonSet");
        assertRefused("manifestFile and manifest: give only one of them");
    }

    private void assertRefused(String message) throws Exception {
        StepExecution execution = step.start(context);
        assertThatThrownBy(execution::start).isInstanceOf(AbortException.class).hasMessage(message);
    }
}
