package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.MockApi;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is wrong with a prepull is told in one line, before the cluster is asked anything. */
public class PrepullInputTest {
    private static final String CHART = "kind: DaemonSet\nmetadata: {name: NAME, labels: {component: hook-image-puller}}\n"
            + "spec: {template: {spec: {initContainers: [{name: a, image: 'hub.test/a:v1'}]}}}\n---\n";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final MockApi api = new MockApi();

    private String kubeconfig;

    @Before
    public void writeKubeconfig() throws IOException {
        kubeconfig = Jhub.kubeconfig(folder, api);
    }

    private void refused(String line, String... args) {
        List<String> all = new ArrayList<>(List.of("prepull", "-n", "jhub", "--kubeconfig", kubeconfig));
        all.addAll(List.of(args));
        Run run = Run.of(all.toArray(String[]::new));
        assertThat(run.err()).startsWith("prepull-gate prepull: " + line).hasLineCount(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.getRoot().toPath().resolve("chart.yaml"), text).toString();
    }

    @Test
    public void somethingMustBeToBePulled() {
        refused("there is nothing to pull: give --image or --manifest");
        refused("--puller names a DaemonSet of --manifest, which is not given", "--image", "hub.test/a:v1", "--puller", "p");
        refused("--owner is empty", "--image", "hub.test/a:v1", "--owner", " ");
    }

    @Test
    public void aMalformedOptionIsNamedWithItsValue() {
        refused("--image: the name of an image is empty", "--image", "");
        refused("--image: image 'hub.test/App:v1': the repository 'App' must be in lower case", "--image", "hub.test/App:v1");
        refused("--helper-image: image 'a b':", "--image", "a", "--helper-image", "a b");
        refused("--toleration: 'gpu:Never' is no toleration", "--image", "a", "--toleration", "gpu:Never");
        refused("--node-selector: 'pool' is no label", "--image", "a", "--node-selector", "pool");
        refused("--node-selector: 'pool' cannot be both 'a' and 'b'", "--image", "a", "--node-selector", "pool=a", "--node-selector", "pool=b");
        refused("--requests: 'cpu' cannot be both '1' and '2'", "--image", "a", "--requests", "cpu=1,cpu=2");
        refused("--pull-secret: 'My_Secret' is not a Kubernetes name", "--image", "a", "--pull-secret", "My_Secret");
        refused("--service-account: 'A' is not a Kubernetes name", "--image", "a", "--service-account", "A");
        refused("--priority-class: 'B_' is not a Kubernetes name", "--image", "a", "--priority-class", "B_");
        refused("--requests: 'gpu=1' is not like cpu=10m", "--image", "a", "--requests", "cpu=10m,gpu=1");
        refused("--limits: 'memory=lots' is not like cpu=10m", "--image", "a", "--limits", "memory=lots");
    }

    @Test
    public void aManifestSaysEverythingItself() throws IOException {
        refused("--manifest is pulled as the chart says: only --puller goes with it", "--manifest", file(CHART), "--image", "a");
        refused("--manifest is pulled as the chart says: only --puller goes with it", "--manifest", file(CHART), "--limits", "");
    }

    @Test
    public void aManifestThatCannotBeUsedIsNamed() throws IOException {
        String missing = folder.getRoot().toPath().resolve("none.yaml").toString();
        refused("--manifest: the manifest " + missing + " cannot be read: there is no such file", "--manifest", missing);
        refused("the manifest " + file(" ") + " is empty", "--manifest", file(" "));
        refused("the manifest " + file("a: [") + " is no valid YAML in line 1", "--manifest", file("a: ["));
        refused("the manifest " + file("kind: Service") + " has no prepuller in it; it has no DaemonSet at all", "--manifest", file("kind: Service"));
        String two = file(CHART.replace("NAME", "one") + CHART.replace("NAME", "two"));
        refused("the manifest " + two + " has 2 prepullers: one, two; choose one by its name (puller)", "--manifest", two);
        refused("the manifest " + two + " has no DaemonSet three; its DaemonSets are one, two", "--manifest", two, "--puller", "three");
    }

    @Test
    public void aManifestThatIsTooLargeIsToldWithItsSizeAndTheLimit() throws IOException {
        String large = file(CHART + "a: " + "x".repeat(RenderedChart.LIMIT));
        refused("--manifest: '" + large + "' has " + Files.size(Path.of(large)) + " bytes; a rendered chart may have 8388608", "--manifest", large);
        String many = file("a: [" + "1,\n ".repeat(600_000) + "]");
        refused("the manifest " + many + " is too large: it has more than 500000 values", "--manifest", many);
    }

    @Test
    public void aManifestMayComeThroughAPipe() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("kind: Service".getBytes(StandardCharsets.UTF_8)));
        try {
            refused("the manifest on stdin has no prepuller in it", "--manifest", "-");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    public void aPathIsAFile() {
        Path root = folder.getRoot().toPath();
        refused("--manifest: the manifest " + root + " cannot be read", "--manifest", root.toString());
    }
}
