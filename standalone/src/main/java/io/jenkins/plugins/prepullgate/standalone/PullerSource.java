package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.OwnPuller;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.cluster.PullerOptions;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.cluster.RenderedUsers;
import io.jenkins.plugins.prepullgate.rollout.UserPods;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What is to be pulled, and how: images, or the prepuller of a chart that helm has rendered. */
final class PullerSource {
    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "An image to pull. Repeatable; they are pulled one after the other, in this order.")
    private List<String> images = new ArrayList<>();

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "A rendered chart (helm template, or helm upgrade --dry-run=server) whose prepuller is used; - reads it from stdin. "
                    + "Instead of --image.")
    private String manifest;

    @Option(
            names = "--puller",
            paramLabel = "NAME",
            description = "The DaemonSet in the manifest. Default: the prepuller in it, which is recognised by its labels.")
    private String puller;

    @Option(
            names = "--toleration",
            paramLabel = "TAINT",
            description = "A taint to tolerate, such as dedicated=gpu:NoSchedule, nvidia.com/gpu:NoSchedule (any value) or * (all), in addition to "
                    + "the two of z2jh's user nodes. Repeatable.")
    private List<String> tolerations = new ArrayList<>();

    @Option(names = "--node-selector", paramLabel = "LABEL=VALUE", description = "Only on nodes with this label. Repeatable.")
    private List<String> nodeSelector = new ArrayList<>();

    @Option(
            names = "--pull-secret",
            paramLabel = "NAME",
            description = "A pull secret of the user pods. Only those that they use: otherwise they would be refused the image. Repeatable.")
    private List<String> pullSecrets = new ArrayList<>();

    @Option(names = "--service-account", paramLabel = "NAME", description = "The service account of the user pods, if it has pull secrets.")
    private String serviceAccount;

    @Option(names = "--priority-class", paramLabel = "NAME", description = "The priority class of the pods.")
    private String priorityClass;

    @Option(
            names = "--requests",
            paramLabel = "RESOURCES",
            description = "What each container requests. Default: " + PullerOptions.DEFAULT_REQUESTS + ".")
    private String requests;

    @Option(
            names = "--limits",
            paramLabel = "RESOURCES",
            description = "The limits of each container. Default: " + PullerOptions.DEFAULT_LIMITS + ".")
    private String limits;

    @Option(
            names = "--helper-image",
            paramLabel = "IMAGE",
            description = "An image with a statically linked busybox in /bin, which is the program that the other images run. Default: "
                    + PullerOptions.DEFAULT_HELPER + ".")
    private String helperImage;

    private UserPods users;

    /**
     * The puller that is asked for.
     *
     * @throws UsageException naming the option that is missing, malformed or contradicts another
     */
    OwnPuller puller(PullerMark mark) {
        if (manifest == null) {
            if (images.isEmpty()) {
                throw new UsageException("there is nothing to pull: give --image or --manifest");
            }
            if (puller != null) {
                throw new UsageException("--puller names a DaemonSet of --manifest, which is not given");
            }
            return Values.read(() -> OwnPuller.ofImages(mark, PullerOptions.images("--image", images), options()));
        }
        refuseWhatTheManifestSays();
        RenderedChart chart = Manifests.read(manifest);
        users = RenderedUsers.of(chart).orElse(null);
        return Values.read(() -> OwnPuller.of(mark, chart.puller(puller)));
    }

    /** How users' pods will pull, according to the manifest that {@link #puller} has read; null if it does not say. */
    UserPods users() {
        return users;
    }

    private PullerOptions options() {
        return new PullerOptions(
                helperImage == null ? PullerOptions.DEFAULT_HELPER : PullerOptions.image("--helper-image", helperImage),
                PullerOptions.tolerations("--toleration", tolerations),
                PullerOptions.labels("--node-selector", nodeSelector),
                PullerOptions.names("--pull-secret", pullSecrets),
                serviceAccount == null ? "" : Values.objectName("--service-account", serviceAccount),
                priorityClass == null ? "" : Values.objectName("--priority-class", priorityClass),
                PullerOptions.resources("--requests", requests == null ? PullerOptions.DEFAULT_REQUESTS : requests),
                PullerOptions.resources("--limits", limits == null ? PullerOptions.DEFAULT_LIMITS : limits));
    }

    private void refuseWhatTheManifestSays() {
        boolean said = Stream.of(images, tolerations, nodeSelector, pullSecrets).anyMatch(list -> !list.isEmpty())
                || Stream.of(serviceAccount, priorityClass, requests, limits, helperImage).anyMatch(text -> text != null);
        if (said) {
            throw new UsageException("--manifest is pulled as the chart says: only --puller goes with it");
        }
    }
}
