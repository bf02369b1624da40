package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.MockApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code prepull} and {@code audit} where helm's release is pending already. */
public class PrepullReleaseTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final MockApi api = new MockApi();

    private String kubeconfig;

    @Before
    public void aReleaseWhoseHelmWasKilled() throws IOException {
        kubeconfig = Jhub.kubeconfig(folder, api);
        Jhub.create(api);
        Jhub.revision(api, "hub", 7, "deployed");
        Jhub.revision(api, "hub", 8, "pending-upgrade");
    }

    private Run prepull(String... more) {
        List<String> args = new ArrayList<>(List.of("prepull", "-n", "jhub", "--kubeconfig", kubeconfig));
        args.addAll(List.of(more));
        return Run.of(args.toArray(String[]::new));
    }

    private void assertRefused(Run run) {
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.DOOMED);
        assertThat(run.out()).contains("[prepull]   do: another deploy seems to be at work: let it end (helm history hub -n jhub) and start again; "
                + "if no helm is running: helm rollback hub 7 -n jhub").doesNotContain("c2VjcmV0");
        assertThat(run.lines()).last().asString()
                .startsWith("[prepull] PREPULL FAILED HELM_OPERATION_IN_PROGRESS: revision 8 of helm release hub has been pending-upgrade for ");
        assertThat(api.requests()).as("nothing is applied").noneMatch(r -> r.startsWith("PATCH") || r.startsWith("POST"));
    }

    @Test
    public void thatIsSaidBeforeAnythingIsApplied() throws IOException {
        assertRefused(prepull("--image", "hub.test/user:v1"));
        assertThat(api.requests()).filteredOn(r -> r.contains("/secrets")).isNotEmpty().allMatch(r -> r.contains("labelSelector=owner%3Dhelm"));
    }

    @Test
    public void theReportSaysItToo() throws IOException {
        Path file = folder.getRoot().toPath().resolve("report.json");
        prepull("--image", "hub.test/user:v1", "--report", file.toString());
        assertThat(Files.readString(file)).contains("HELM_OPERATION_IN_PROGRESS", "helm rollback hub 7 -n jhub");
    }

    @Test
    public void whichReleaseIsMeantTheNameSaysOrTheChart() throws IOException {
        Jhub.revision(api, "grafana", 1, "deployed");
        assertRefused(prepull("--image", "hub.test/user:v1", "--release", "hub"));
        Path chart = folder.getRoot().toPath().resolve("chart.yaml");
        Files.writeString(chart, """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: hook-image-puller, labels: {component: hook-image-puller, release: hub, app: jupyterhub}}
                spec:
                  selector: {matchLabels: {component: hook-image-puller}}
                  template:
                    metadata: {labels: {component: hook-image-puller}}
                    spec:
                      initContainers: [{name: image-pull-a, image: "hub.test/user:v1", command: [/bin/sh, -c, "true"]}]
                      containers: [{name: pause, image: "hub.test/pause:1"}]
                """);
        assertRefused(prepull("--manifest", chart.toString()));
    }

    @Test
    public void aDryRunSaysItInAComment() {
        Run run = prepull("--image", "hub.test/user:v1", "--dry-run");
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.COMPLETE);
        assertThat(run.out()).contains("# It would be refused, HELM_OPERATION_IN_PROGRESS: revision 8 of helm release hub has been pending-upgrade for ")
                .contains("kind: \"DaemonSet\"").contains("if no helm is running: helm rollback hub 7 -n jhub");
        Jhub.revision(api, "grafana", 1, "deployed");
        assertThat(prepull("--image", "hub.test/user:v1", "--dry-run").out())
                .contains("# revision 8 of helm release hub has been pending-upgrade for ")
                .contains("if it is the one that is to be deployed, helm will refuse").doesNotContain("It would be refused");
    }

    @Test
    public void anAuditLooksAtItWhenAsked() {
        Run run = Run.of("audit", "-n", "jhub", "--release", "hub", "--kubeconfig", kubeconfig);
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.DOOMED);
        assertThat(run.lines()).last().asString()
                .startsWith("[prepull] AUDIT FAILED HELM_OPERATION_IN_PROGRESS: revision 8 of helm release hub has been pending-upgrade for ");
        assertThat(run.out()).contains("if no helm is running: helm rollback hub 7 -n jhub");
        assertThat(Run.of("audit", "-n", "jhub", "--release", "other", "--kubeconfig", kubeconfig).code()).isEqualTo(ExitCode.COMPLETE);
        assertThat(Run.of("audit", "-n", "jhub", "--kubeconfig", kubeconfig).code()).as("unasked").isEqualTo(ExitCode.COMPLETE);
        Run nowhere = Run.of("audit", "--release", "hub", "--kubeconfig", kubeconfig);
        assertThat(nowhere.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nowhere.err()).contains("--release: in which namespace?");
    }
}
