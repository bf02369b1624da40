package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.UserPods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** A chart that is pulled ahead says with what its users will pull. */
public class ChartUsersTest {
    private static final String CHART = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: hook-image-puller, labels: {component: hook-image-puller, app: jupyterhub}}
            spec:
              selector: {matchLabels: {component: hook-image-puller}}
              template:
                spec:
                  initContainers: [{name: image-pull-singleuser, image: "quay.io/a:v1"}]
                  containers: [{name: pause, image: "registry.k8s.io/pause:3.10"}]
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: hub}
            stringData:
              values.yaml: "singleuser: {image: {pullSecrets: [own]}}"
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static WaitSpec spec(PullerSource source, String... args) {
        PatienceOptions options = new PatienceOptions();
        new CommandLine(options).parseArgs(args);
        return options.spec(Instant.EPOCH).knowing(source.users());
    }

    private PullerSource read(String chart) throws IOException {
        Path file = folder.newFile().toPath();
        Files.writeString(file, chart);
        PullerSource source = new PullerSource();
        new CommandLine(source).parseArgs("--manifest", file.toString());
        source.puller(new PullerMark("jhub", OwnProcess.owner("test"), Instant.EPOCH, false));
        return source;
    }

    @Test
    public void theChartsWordHolds() throws IOException {
        assertThat(spec(read(CHART)).policy().users()).isEqualTo(new UserPods("the rendered chart", "", List.of("own"), false, ""));
    }

    @Test
    public void theCallersWordGoesBeforeIt() throws IOException {
        assertThat(spec(read(CHART), "--user-pull-secret", "mine").policy().users().pullSecrets()).containsExactly("mine");
    }

    @Test
    public void aPullerAloneSaysNothing() throws IOException {
        assertThat(spec(read(CHART.substring(0, CHART.indexOf("---")))).policy()).isEqualTo(Policy.DEFAULT);
    }
}
