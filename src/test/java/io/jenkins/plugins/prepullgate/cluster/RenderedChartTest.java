package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.faults.Mutations;
import io.jenkins.plugins.prepullgate.rollout.ContainerSpec;
import io.jenkins.plugins.prepullgate.rollout.PodTemplate;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import org.junit.Test;

/** Pullers out of rendered charts: the shapes that z2jh's templates have given them since 0.7. */
public class RenderedChartTest {
    private static RenderedPuller puller(String text) {
        return RenderedChart.parse(text, "the manifest").puller("");
    }

    @Test
    public void theFirstHookChartIsRead() {
        RenderedPuller puller = puller(Charts.z2jh("0.7.0"));

        assertThat(puller.name()).isEqualTo("hook-image-puller");
        assertThat(puller.generation()).hasValue(PullerGeneration.HOOK);
        assertThat(puller.hook()).isTrue();
        assertThat(puller.facts().template().inPullOrder()).extracting(ContainerSpec::image)
                .containsExactly("jupyterhub/k8s-singleuser-sample:0.7.0", "jupyterhub/k8s-network-tools:0.7.0",
                        "gcr.io/google_containers/pause:3.0");
        assertThat(puller.facts().template().placement().tolerations()).isEmpty();
    }

    @Test
    public void theHookIsTakenWhereThereIsAContinuousPullerToo() {
        PodTemplate template = puller(Charts.z2jh("0.11.1")).facts().template();

        assertThat(template.initContainers()).hasSize(3);
        assertThat(template.pullSecrets()).containsExactly("singleuser-image-credentials");
        assertThat(template.placement().affinity()).hasSize(1);
        assertThat(template.placement().tolerations()).hasSize(2);
    }

    @Test
    public void aWholeChartOfTodayIsRead() {
        RenderedPuller puller = puller(Charts.z2jh("4.4.0"));

        assertThat(puller.name()).isEqualTo("prod-hook-image-puller");
        assertThat(puller.facts().namespace()).isEqualTo("hub");
        assertThat(puller.facts().template().serviceAccount()).isEqualTo("prod-hook-image-puller");
        assertThat(puller.accountOfHookOnly()).isTrue();
        assertThat(puller.facts().template().initContainers()).extracting(ContainerSpec::pullPolicy).containsExactly("", "Always", "");
    }

    @Test
    public void theContinuousPullerIsTakenWhereTheHookIsDisabled() {
        String text = Charts.z2jh("4.4.0").replace("component: hook-image-puller", "component: something");

        RenderedPuller puller = puller(text);

        assertThat(puller.name()).isEqualTo("prod-continuous-image-puller");
        assertThat(puller.hook()).isFalse();
    }

    @Test
    public void theOutputOfADryRunIsRead() {
        String chart = Charts.z2jh("0.7.0");
        String dryRun = "Release \"hub\" has been upgraded. Happy Helming!\nNAME: hub\nLAST DEPLOYED: Tue Nov 24 2026\n"
                + "USER-SUPPLIED VALUES:\nproxy: {secretToken: \"a: b\"}\n"
                + "HOOKS:\n" + chart
                + "MANIFEST:\n---\napiVersion: v1\nkind: Service\nmetadata: {name: hub}\n\nNOTES:\nYou have: installed it, {well\n";

        assertThat(puller(dryRun).name()).isEqualTo("hook-image-puller");
    }

    @Test
    public void aListOfObjectsIsRead() {
        String list = "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [{\"kind\": \"DaemonSet\", \"metadata\": {\"name\": \"p\", "
                + "\"labels\": {\"component\": \"hook-image-puller\"}}}]}";

        assertThat(puller(list).name()).isEqualTo("p");
    }

    @Test
    public void severalPullersAreNamedAndOneCanBeChosen() {
        String two = Charts.z2jh("0.7.0") + Charts.z2jh("4.4.0");

        assertThatThrownBy(() -> puller(two)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the manifest has 2 prepullers: hook-image-puller, prod-hook-image-puller; choose one by its name (puller)");
        assertThat(RenderedChart.parse(two, "the manifest").puller("hook-image-puller").name()).isEqualTo("hook-image-puller");
    }

    @Test
    public void aChartWithoutAPullerSaysWhatItHas() {
        String logs = "kind: DaemonSet\nmetadata: {name: fluentd}\n";

        assertThatThrownBy(() -> puller(logs))
                .hasMessage("the manifest has no prepuller in it; its DaemonSets are fluentd; choose one by its name (puller)");
        assertThat(RenderedChart.parse(logs, "the manifest").puller("fluentd").generation()).isEmpty();
        assertThatThrownBy(() -> puller("kind: Service\nmetadata: {name: hub}\n"))
                .hasMessage("the manifest has no prepuller in it; it has no DaemonSet at all");
        assertThatThrownBy(() -> RenderedChart.parse(logs, "the manifest").puller("fluent")).hasMessageContaining("has no DaemonSet fluent;");
    }

    @Test
    public void aChartOfTheProgramsTimeSaysSo() {
        assertThatThrownBy(() -> puller("kind: Job\nmetadata: {name: pre-puller-1516924800-hub-12}\n")).hasMessageContaining("is of z2jh 0.6");
    }

    @Test
    public void whatIsNoManifestIsRefusedInOneLine() {
        assertThatThrownBy(() -> puller("  \n")).hasMessage("the manifest is empty");
        assertThatThrownBy(() -> puller("just words")).hasMessage("the manifest has no object of Kubernetes in it");
        assertThatThrownBy(() -> puller("kind: [\n")).hasMessageStartingWith("the manifest is no valid YAML in line ");
        assertThatThrownBy(() -> puller("kind: DaemonSet\nmetadata: {name: p, labels: 7}\n"))
                .hasMessageStartingWith("the manifest: DaemonSet p is malformed: ").hasMessageNotContaining("\n");
        assertThatThrownBy(() -> puller("a: &a [1,2]\nb: &b [" + "*a,".repeat(60) + "]\nc: [" + "*b,".repeat(60) + "]"))
                .hasMessageContaining("no valid YAML");
    }

    @Test
    public void whatWouldTakeTooMuchMemoryOrTimeIsRefusedBeforeItIsTaken() {
        assertThatThrownBy(() -> puller("a: " + "x".repeat(RenderedChart.LIMIT)))
                .hasMessage("the manifest is too large: it has more than 8388608 characters");
        assertThatThrownBy(() -> puller("kind: Job\na: [" + "1,\n ".repeat(600_000) + "]"))
                .hasMessage("the manifest is too large: it has more than 500000 values");
        assertThatThrownBy(() -> puller("kind: Job\na:\n  ? [b]\n  : c")).hasMessage("the manifest has a key in line 3 that is no text");
    }

    @Test
    public void aLineOfMegabytesTakesNoMoreThanItsLength() {
        String secret = "---\nkind: Secret\nmetadata: {name: many}\ndata: {a: \"" + "QUJD".repeat(1_900_000) + "\"}\n";

        Mutations.each(1, (seed, random) -> assertThat(puller(secret + Charts.newest()).name()).isEqualTo("prod-hook-image-puller"));
    }

    @Test
    public void namesInAChartSteerNoTerminal() {
        String hostile = "kind: DaemonSet\nmetadata: {name: \"a\\e[2J\\u202e\\nforged\"}\n";

        assertThatThrownBy(() -> puller(hostile)).satisfies(e -> Mutations.assertOneLine(e.getMessage()));
        assertThatThrownBy(() -> puller(hostile + "spec: 7\n")).satisfies(e -> Mutations.assertOneLine(e.getMessage()));
    }

    @Test
    public void whatContainsItselfOrIsNestedBeyondReasonIsRefused() {
        assertThatThrownBy(() -> puller("kind: DaemonSet\nmetadata: &m {name: p, labels: *m}\n")).hasMessageContaining("too large, or without end");
        assertThatThrownBy(() -> puller("kind: Job\na: " + "[".repeat(200) + "]".repeat(200)))
                .hasMessage("the manifest is nested too deeply in line 2: more than 100 levels");
        assertThatThrownBy(() -> puller("kind: DaemonSet\na: @\tb\n")).isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("\t");
    }
}
