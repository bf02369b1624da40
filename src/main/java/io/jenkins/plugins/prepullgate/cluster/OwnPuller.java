package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.prepullgate.rollout.ContainerSpec;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import java.util.List;

/** A puller of our own, as it will be applied. */
public final class OwnPuller {
    private final PullerMark mark;
    private final DaemonSet set;
    private final List<String> images;
    /** Null when it was made from images. */
    private final RenderedPuller rendered;

    private final String description;

    private OwnPuller(PullerMark mark, DaemonSet set, List<String> images, RenderedPuller rendered, String description) {
        this.mark = mark;
        this.set = set;
        this.images = List.copyOf(images);
        this.rendered = rendered;
        this.description = description;
    }

    /**
     * One that pulls these images in this order, each once.
     *
     * @param images at least one; valid references
     */
    public static OwnPuller ofImages(PullerMark mark, List<String> images, PullerOptions options) {
        String way = "each image runs a static program out of " + options.helperImage() + ", so it needs no shell of its own";
        return new OwnPuller(mark, new ImagePuller(mark, options).of(images), images, null, way);
    }

    /**
     * One that does what a chart's puller would do.
     *
     * @throws IllegalArgumentException when the chart's puller has no pod template, pulls nothing, or names an image that cannot be one
     */
    public static OwnPuller of(PullerMark mark, RenderedPuller rendered) {
        if (rendered.daemonSet().getSpec() == null || rendered.daemonSet().getSpec().getTemplate() == null
                || rendered.daemonSet().getSpec().getTemplate().getSpec() == null) {
            throw new IllegalArgumentException("DaemonSet " + rendered.name() + " has no pod template");
        }
        PullerOptions.images("DaemonSet " + rendered.name(), images(rendered));
        AdoptedPuller adopted = new AdoptedPuller(mark, rendered);
        String changes = "as the chart's " + rendered.name() + ", but with " + String.join(", ", adopted.changes());
        return new OwnPuller(mark, adopted.daemonSet(true), images(rendered), rendered, changes);
    }

    /** The same without its service account. */
    OwnPuller withoutAccount(String why) {
        String more = description + "; its service account " + rendered.facts().template().serviceAccount() + " is left out: " + why;
        return new OwnPuller(mark, new AdoptedPuller(mark, rendered).daemonSet(false), images, rendered, more);
    }

    /** What it is and what was changed, in one sentence without a full stop. */
    public String description() {
        return description;
    }

    public PullerMark mark() {
        return mark;
    }

    /** What is judged of it. */
    public DaemonSetFacts facts() {
        return DaemonSetMapping.facts(set).orElseThrow();
    }

    /** The images that it is to pull, each once, without those that it needs for itself, such as a pause or a helper image. */
    public List<String> images() {
        return images;
    }

    private static List<String> images(RenderedPuller rendered) {
        return rendered.facts().template().initContainers().stream().map(ContainerSpec::image).distinct().toList();
    }

    /** The whole object, as it would be applied. */
    public String yaml() {
        try {
            return Loaders.inLibrary(() -> new KubernetesSerialization().asYaml(set));
        } catch (ConnectionException e) {
            throw new IllegalStateException("nothing connects here", e);
        }
    }

    /** The helm release that its chart was rendered for; empty when it was made from images, or the chart does not say. */
    public String release() {
        return rendered == null ? "" : rendered.facts().release();
    }

    /** Its chart's puller; null when it was made from images. */
    RenderedPuller rendered() {
        return rendered;
    }

    DaemonSet daemonSet() {
        return set;
    }
}
