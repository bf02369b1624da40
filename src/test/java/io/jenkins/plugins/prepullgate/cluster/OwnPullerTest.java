package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** The pullers that we make. */
public class OwnPullerTest {
    private static final PullerMark MARK =
            new PullerMark("hub", new PullerOwner("named CI job 7", "CI job 7", "CI job 7", "vm 42"), Instant.parse("2026-11-25T06:00:00.5Z"), false);

    private static PodSpec pod(OwnPuller puller) {
        return puller.daemonSet().getSpec().getTemplate().getSpec();
    }

    private static OwnPuller images(PullerOptions options, String... images) {
        return OwnPuller.ofImages(MARK, List.of(images), options);
    }

    private static OwnPuller chart(String version) {
        return OwnPuller.of(MARK, RenderedChart.parse(Charts.z2jh(version), "the manifest").puller(""));
    }

    @Test
    public void eachImageRunsAProgramThatWasCopiedBefore() {
        PodSpec pod = pod(images(PullerOptions.DEFAULT, "hub.test/team/user.image:v1", "hub.test/b@sha256:" + "a".repeat(64)));

        assertThat(pod.getInitContainers()).extracting(Container::getImage)
                .containsExactly(PullerOptions.DEFAULT_HELPER, "hub.test/team/user.image:v1", "hub.test/b@sha256:" + "a".repeat(64));
        assertThat(pod.getInitContainers().get(0).getCommand()).containsExactly("/bin/busybox", "cp", "/bin/busybox", "/prepull/busybox");
        assertThat(pod.getInitContainers().get(1).getCommand()).startsWith("/prepull/busybox", "sh", "-c");
        assertThat(pod.getContainers()).extracting(Container::getImage).containsExactly(PullerOptions.DEFAULT_HELPER);
        assertThat(pod.getVolumes()).singleElement().satisfies(v -> assertThat(v.getEmptyDir()).isNotNull());
    }

    @Test
    public void itSatisfiesTheRestrictedLevel() {
        PodSpec pod = pod(images(PullerOptions.DEFAULT, "hub.test/a:v1"));

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getInitContainers()).allSatisfy(c -> {
            assertThat(c.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(c.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(c.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        });
    }

    @Test
    public void optionsReachThePods() {
        PodSpec pod = pod(images(
                new PullerOptions(
                        "mirror.test/busybox:static",
                        List.of(Toleration.parse("gpu:NoSchedule"), Toleration.parse("hub.jupyter.org/dedicated=user:NoSchedule")),
                        Map.of("pool", "user"),
                        List.of("pull"),
                        "puller",
                        "low",
                        Map.of("cpu", "5m"),
                        Map.of()),
                "hub.test/a:v1"));

        assertThat(pod.getTolerations()).extracting(t -> t.getKey() + " " + t.getOperator() + " " + t.getValue() + " " + t.getEffect())
                .containsExactly("hub.jupyter.org/dedicated Equal user NoSchedule", "hub.jupyter.org_dedicated Equal user NoSchedule",
                        "gpu Exists null NoSchedule");
        assertThat(pod.getNodeSelector()).containsExactly(Map.entry("pool", "user"));
        assertThat(pod.getImagePullSecrets()).singleElement().satisfies(s -> assertThat(s.getName()).isEqualTo("pull"));
        assertThat(pod.getServiceAccountName()).isEqualTo("puller");
        assertThat(pod.getPriorityClassName()).isEqualTo("low");
        assertThat(pod.getContainers().get(0).getImage()).isEqualTo("mirror.test/busybox:static");
        assertThat(pod.getContainers().get(0).getResources().getRequests()).containsExactly(Map.entry("cpu", new Quantity("5m")));
        assertThat(pod.getContainers().get(0).getResources().getLimits()).isNullOrEmpty();
    }

    @Test
    public void itIsRecognisedAsOurOwnAndFoundByItsName() {
        OwnPuller puller = images(PullerOptions.DEFAULT, "hub.test/a:v1");

        assertThat(PullerGeneration.of(puller.facts())).hasValue(PullerGeneration.OWN);
        assertThat(PullerGeneration.answers(puller.facts(), puller.mark().query())).isTrue();
        assertThat(puller.facts().matchLabels()).containsExactly(Map.entry("prepull-gate/puller", puller.mark().name()));
        assertThat(puller.daemonSet().getSpec().getTemplate().getMetadata().getLabels()).containsAllEntriesOf(puller.facts().matchLabels());
        assertThat(puller.facts().annotations()).containsEntry("prepull-gate/owner", "CI job 7").containsEntry("prepull-gate/process", "vm 42")
                .containsEntry("prepull-gate/expires", "2026-11-25T06:00:00Z").doesNotContainKey("prepull-gate/keep");
    }

    @Test
    public void theNameIsTheOwnersAndAlwaysALabel() {
        assertThat(MARK.name()).isEqualTo("prepull-ci-job-7-841b613e44");
        for (String words : new String[] {"", "ÄÖÜ", "a".repeat(300), "Jenkins build folder/job #12 (https://ci.test/)", "-"}) {
            String name = new PullerMark("hub", new PullerOwner(words + "x", words, words, ""), Instant.EPOCH, false).name();
            assertThat(name).matches("prepull-([a-z0-9-]*[a-z0-9]-)?[0-9a-f]{10}").hasSizeLessThan(54).doesNotContain("--");
        }
        assertThat(new PullerMark("hub", new PullerOwner("named CI job 8", "CI job 7", "", ""), Instant.EPOCH, false).name())
                .isNotEqualTo(MARK.name());
    }

    @Test
    public void aChartsPullerIsPulledAsHelmWouldRunIt() {
        OwnPuller puller = chart("4.4.0");
        DaemonSet set = puller.daemonSet();

        assertThat(puller.images()).hasSize(3).first().isEqualTo("quay.io/jupyterhub/k8s-network-tools:4.4.0");
        assertThat(pod(puller).getInitContainers())
                .allSatisfy(c -> assertThat(c.getCommand()).containsExactly("/bin/sh", "-c", "echo \"Pulling complete\""));
        assertThat(pod(puller).getImagePullSecrets()).extracting("name").containsExactly("image-pull-secret");
        assertThat(pod(puller).getServiceAccountName()).isEqualTo("prod-hook-image-puller");
        assertThat(pod(puller).getPriorityClassName()).isEqualTo("hub-image-puller-priority");
        assertThat(pod(puller).getTolerations()).hasSize(2);
        assertThat(set.getSpec().getUpdateStrategy().getRollingUpdate().getMaxUnavailable().getStrVal()).isEqualTo("100%");
    }

    @Test
    public void nothingTiesItToHelmOrTheChart() {
        DaemonSet set = chart("4.4.0").daemonSet();

        assertThat(set.getMetadata().getName()).isEqualTo(MARK.name());
        assertThat(set.getMetadata().getAnnotations())
                .containsEntry("example.org/team", "data")
                .noneSatisfy((k, v) -> assertThat(k).contains("helm.sh/"));
        assertThat(set.getMetadata().getLabels())
                .containsOnlyKeys("prepull-gate/puller", "app.kubernetes.io/component", "app.kubernetes.io/managed-by");
        assertThat(set.getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "prepull-gate");
        assertThat(set.getSpec().getSelector().getMatchLabels()).containsOnlyKeys("prepull-gate/puller");
        assertThat(set.getSpec().getTemplate().getMetadata().getLabels()).containsOnlyKeys(
                "prepull-gate/puller", "app.kubernetes.io/component", "app.kubernetes.io/managed-by");
        assertThat(set.getSpec().getTemplate().getMetadata().getAnnotations()).containsExactly(Map.entry("example.org/scrape", "false"));
    }

    @Test
    public void whatWasChangedIsSaidInOneLine() {
        assertThat(chart("4.4.0").description())
                .isEqualTo("as the chart's prod-hook-image-puller, but with our name and labels, none of the 3 annotations of helm, "
                        + "a failing container's last words in its status");
        assertThat(chart("4.4.0").withoutAccount("it is gone").description())
                .endsWith("last words in its status; its service account prod-hook-image-puller is left out: it is gone");
        assertThat(pod(chart("4.4.0").withoutAccount("it is gone")).getServiceAccountName()).isNull();
        String elsewhere = Charts.z2jh("4.4.0").replace("namespace: hub", "namespace: other");
        assertThat(OwnPuller.of(MARK, RenderedChart.parse(elsewhere, "m").puller("")).description()).endsWith("namespace hub instead of other");
    }

    @Test
    public void theFirstHookChartIsMadeOneOfToday() {
        DaemonSet set = chart("0.7.0").daemonSet();

        assertThat(set.getApiVersion()).isEqualTo("apps/v1");
        assertThat(chart("0.7.0").yaml()).startsWith("---\napiVersion: \"apps/v1\"").doesNotContain("helm.sh");
    }

    @Test
    public void aPullerThatPullsNothingOrNonsenseIsRefused() {
        String head = "kind: DaemonSet\nmetadata: {name: p, labels: {component: hook-image-puller}}\n";
        assertThatThrownBy(() -> OwnPuller.of(MARK, RenderedChart.parse(head, "m").puller(""))).hasMessage("DaemonSet p has no pod template");
        String none = head + "spec: {template: {spec: {containers: [{name: pause, image: pause}]}}}\n";
        assertThatThrownBy(() -> OwnPuller.of(MARK, RenderedChart.parse(none, "m").puller(""))).hasMessage("DaemonSet p: there is no image in it");
        String wrong = head + "spec: {template: {spec: {initContainers: [{name: a, image: 'hub.test/App:v1'}]}}}\n";
        assertThatThrownBy(() -> OwnPuller.of(MARK, RenderedChart.parse(wrong, "m").puller(""))).hasMessageContaining("must be in lower case");
    }
}
