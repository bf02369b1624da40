package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.nodes.ImageReference;
import io.jenkins.plugins.prepullgate.nodes.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The DaemonSet that pulls a list of images. A first init container copies a static program into an empty folder. Then each image runs that program
 * in an init container of its own, one after the other, so that even images without a shell, or without any file, are pulled. There are no image
 * volumes: containerd 1.7 cannot mount them, and an unmounted one hides a missing tag. The pods satisfy the Pod Security level {@code restricted}.
 */
final class ImagePuller {
    private static final String FOLDER = "/prepull";
    private static final String VOLUME = "prepull";
    private static final String BUSYBOX = "/bin/busybox";
    private static final String PROGRAM = FOLDER + "/busybox";
    /**
     * An image of another architecture is pulled without complaint when it has no index, and our own program would run in it all the same. So we run
     * the image's own shell, if it has one. Only the error about the format counts: whatever else is wrong with a shell is not a puller's business.
     */
    private static final String TRY_ITS_SHELL = "said=$(" + PROGRAM + " env /bin/sh -c : 2>&1) || "
            + "case $said in *'xec format error'*) echo \"$said\"; exit 126;; esac; exit 0";

    /** In seconds, the largest number that every busybox accepts; some do not know {@code infinity}. */
    private static final String FOR_EVER = "2147483647";

    private static final long NOBODY = 65534L;
    private static final int NAME_LENGTH = 40;

    private final PullerMark mark;
    private final PullerOptions options;

    ImagePuller(PullerMark mark, PullerOptions options) {
        this.mark = mark;
        this.options = options;
    }

    /** @param images at least one; valid references */
    DaemonSet of(List<String> images) {
        return new DaemonSetBuilder()
                .withMetadata(mark.of(Map.of(), Map.of()))
                .withNewSpec()
                .withRevisionHistoryLimit(0)
                .withNewSelector()
                .withMatchLabels(mark.selector())
                .endSelector()
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withNewMaxUnavailable("100%")
                .endRollingUpdate()
                .endUpdateStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(mark.labels(Map.of()))
                .endMetadata()
                .withSpec(pod(images))
                .endTemplate()
                .endSpec()
                .build();
    }

    private PodSpec pod(List<String> images) {
        return new PodSpecBuilder()
                .withTerminationGracePeriodSeconds(0L)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTolerations(options.allTolerations().stream().map(ImagePuller::toleration).toList())
                .withNodeSelector(options.nodeSelector().isEmpty() ? null : options.nodeSelector())
                .withImagePullSecrets(options.pullSecrets().stream().map(LocalObjectReference::new).toList())
                .withServiceAccountName(orNull(options.serviceAccount()))
                .withPriorityClassName(orNull(options.priorityClass()))
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(NOBODY)
                .withRunAsGroup(NOBODY)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withVolumes(folder())
                .withInitContainers(initContainers(images))
                .withContainers(container("done", options.helperImage(), BUSYBOX, "sleep", FOR_EVER))
                .build();
    }

    private static io.fabric8.kubernetes.api.model.Toleration toleration(Toleration from) {
        return new TolerationBuilder()
                .withKey(orNull(from.key()))
                .withOperator(from.operator())
                .withValue(from.operator().equals("Exists") ? null : from.value())
                .withEffect(orNull(from.effect()))
                .build();
    }

    private static Volume folder() {
        return new VolumeBuilder()
                .withName(VOLUME)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity("16Mi"))
                .endEmptyDir()
                .build();
    }

    private List<Container> initContainers(List<String> images) {
        List<Container> containers = new ArrayList<>();
        containers.add(container("helper", options.helperImage(), BUSYBOX, "cp", BUSYBOX, PROGRAM));
        for (String image : images) {
            containers.add(container(name(containers.size(), image), image, PROGRAM, "sh", "-c", TRY_ITS_SHELL));
        }
        return containers;
    }

    /** Such as {@code pull-2-k8s-singleuser-sample}: a valid name of a container that tells people which image it pulls. */
    private static String name(int number, String image) {
        String words = ImageReference.parse(image).shortName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String name = "pull-" + number + "-" + words;
        return name.substring(0, Math.min(name.length(), NAME_LENGTH)).replaceAll("-+$", "");
    }

    private Container container(String name, String image, String... command) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(image)
                .withCommand(command)
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withResources(resources())
                .withSecurityContext(restricted())
                .addNewVolumeMount()
                .withName(VOLUME)
                .withMountPath(FOLDER)
                .endVolumeMount()
                .build();
    }

    private ResourceRequirements resources() {
        return new ResourceRequirementsBuilder().withRequests(quantities(options.requests())).withLimits(quantities(options.limits())).build();
    }

    private static Map<String, Quantity> quantities(Map<String, String> from) {
        Map<String, Quantity> quantities = new TreeMap<>();
        from.forEach((what, much) -> quantities.put(what, new Quantity(much)));
        return quantities;
    }

    private static SecurityContext restricted() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
