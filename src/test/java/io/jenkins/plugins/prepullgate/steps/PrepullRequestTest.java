package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.prepullgate.cluster.OwnPuller;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.cluster.PullerOwner;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.Test;

public class PrepullRequestTest {
    private static final PullerMark MARK = new PullerMark("jhub", new PullerOwner("build 1", "jenkins", "", ""), Instant.EPOCH, false);

    private static PrepullRequest request(Consumer<PrepullImagesStep> parameters) {
        PrepullImagesStep step = new PrepullImagesStep("jhub");
        parameters.accept(step);
        return new PrepullRequest(step);
    }

    private static void assertRefused(String message, Consumer<PrepullImagesStep> parameters) {
        assertThatThrownBy(() -> request(parameters).check()).isInstanceOf(AbortException.class).hasMessageStartingWith(message);
    }

    @Test
    public void everyParameterReachesThePuller() throws Exception {
        PrepullRequest request = request(step -> {
            step.setImages(List.of(" hub.test/a:v1", "", "hub.test/b:v1"));
            step.setTolerations(List.of("gpu:NoSchedule"));
            step.setNodeSelector(List.of("pool=user"));
            step.setPullSecrets(List.of("pull"));
            step.setServiceAccount("puller");
            step.setPriorityClass("low");
            step.setRequests("cpu=5m");
            step.setLimits("memory=32Mi");
            step.setHelperImage("mirror.test/busybox:1");
            step.setKeep(true);
        });
        request.check();
        OwnPuller puller = request.puller(MARK, null);
        assertThat(puller.images()).containsExactly("hub.test/a:v1", "hub.test/b:v1");
        assertThat(puller.facts().template().placement().tolerations()).contains(Toleration.parse("gpu:NoSchedule"));
        assertThat(puller.facts().template().placement().nodeSelector()).containsEntry("pool", "user");
        assertThat(puller.facts().template().pullSecrets()).containsExactly("pull");
        assertThat(puller.facts().template().serviceAccount()).isEqualTo("puller");
        assertThat(puller.facts().template().priorityClass()).isEqualTo("low");
        assertThat(puller.yaml()).contains("cpu: \"5m\"", "memory: \"32Mi\"", "mirror.test/busybox:1");
        assertThat(request.keep()).isTrue();
    }

    @Test
    public void exactlyOneSourceIsDemanded() {
        assertRefused("there is nothing to pull: give images, manifestFile or manifest", step -> {});
        assertRefused("images, manifestFile and manifest: give only one of them", step -> {
            step.setImages(List.of("a"));
            step.setManifestFile("chart.yaml");
        });
        assertRefused("puller names a DaemonSet of a manifest", step -> {
            step.setImages(List.of("a"));
            step.setPuller("p");
        });
        assertRefused("a manifest is pulled as the chart says: ", step -> {
            step.setManifestFile("chart.yaml");
            step.setTolerations(List.of("gpu"));
        });
    }

    @Test
    public void aMalformedParameterIsNamed() {
        assertRefused("images: image 'hub.test/App': the repository 'App' must be in lower case", step -> step.setImages(List.of("hub.test/App")));
        assertRefused("tolerations: 'gpu:Never'", with(step -> step.setTolerations(List.of("gpu:Never"))));
        assertRefused("nodeSelector: 'pool'", with(step -> step.setNodeSelector(List.of("pool"))));
        assertRefused("pullSecrets: 'A_B'", with(step -> step.setPullSecrets(List.of("A_B"))));
        assertRefused("serviceAccount: 'A'", with(step -> step.setServiceAccount("A")));
        assertRefused("priorityClass: 'B'", with(step -> step.setPriorityClass("B")));
        assertRefused("requests: 'gpu=1'", with(step -> step.setRequests("gpu=1")));
        assertRefused("limits: 'cpu'", with(step -> step.setLimits("cpu")));
        assertRefused("helperImage: image 'a b'", with(step -> step.setHelperImage("a b")));
        assertRefused("budget: '20 minutes'", with(step -> step.setBudget("20 minutes")));
    }

    private static Consumer<PrepullImagesStep> with(Consumer<PrepullImagesStep> parameters) {
        return step -> {
            step.setImages(List.of("hub.test/a:v1"));
            parameters.accept(step);
        };
    }

    @Test
    public void emptyFieldsOfAFormAreDefaults() throws Exception {
        PrepullRequest request = request(step -> {
            step.setImages(List.of("hub.test/a:v1"));
            step.setManifest("");
            step.setManifestFile(" ");
            step.setPuller("");
            step.setServiceAccount(" ");
            step.setRequests("");
            step.setLimits(null);
            step.setHelperImage("");
        });
        request.check();
        assertThat(request.puller(MARK, null).yaml()).isEqualTo(request(step -> step.setImages(List.of("hub.test/a:v1"))).puller(MARK, null).yaml());
    }
}
