package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.OwnPuller;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.cluster.PullerOptions;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import java.util.ArrayList;
import java.util.stream.Stream;

/** What a {@code prepullImages} was asked for. */
final class PrepullRequest extends PatienceRequest {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> images;
    private final String manifest;
    private final String manifestFile;
    private final String puller;
    private final ArrayList<String> tolerations;
    private final ArrayList<String> nodeSelector;
    private final ArrayList<String> pullSecrets;
    private final String serviceAccount;
    private final String priorityClass;
    private final String requests;
    private final String limits;
    private final String helperImage;
    private final boolean keep;
    /** Null when not given. */
    private final String release;

    PrepullRequest(PrepullImagesStep step) {
        super(step);
        images = new ArrayList<>(step.getImages());
        manifest = step.getManifest();
        manifestFile = step.getManifestFile();
        puller = step.getPuller();
        tolerations = new ArrayList<>(step.getTolerations());
        nodeSelector = new ArrayList<>(step.getNodeSelector());
        pullSecrets = new ArrayList<>(step.getPullSecrets());
        serviceAccount = step.getServiceAccount();
        priorityClass = step.getPriorityClass();
        requests = step.getRequests();
        limits = step.getLimits();
        helperImage = step.getHelperImage();
        keep = step.isKeep();
        release = step.getRelease();
    }

    @Override
    void checkMore() {
        long sources = Stream.of(!images.isEmpty(), manifest != null, manifestFile != null).filter(given -> given).count();
        if (sources != 1) {
            throw new IllegalArgumentException(sources == 0
                    ? "there is nothing to pull: give images, manifestFile or manifest"
                    : "images, manifestFile and manifest: give only one of them");
        }
        if (images.isEmpty()) {
            refuseWhatTheManifestSays();
        } else {
            PullerOptions.images("images", images);
            if (puller != null) {
                throw new IllegalArgumentException("puller names a DaemonSet of a manifest, and images are given");
            }
        }
        options();
        Parameters.objectName("release", release);
    }

    private void refuseWhatTheManifestSays() {
        boolean lists = Stream.of(tolerations, nodeSelector, pullSecrets).anyMatch(list -> !list.isEmpty());
        if (lists || serviceAccount != null || priorityClass != null) {
            throw new IllegalArgumentException("a manifest is pulled as the chart says: tolerations, nodeSelector, pullSecrets, serviceAccount and "
                    + "priorityClass go with images");
        }
    }

    private PullerOptions options() {
        return new PullerOptions(
                PullerOptions.image("helperImage", helperImage),
                PullerOptions.tolerations("tolerations", tolerations),
                PullerOptions.labels("nodeSelector", nodeSelector),
                PullerOptions.names("pullSecrets", pullSecrets),
                Parameters.objectName("serviceAccount", serviceAccount),
                Parameters.objectName("priorityClass", priorityClass),
                PullerOptions.resources("requests", requests),
                PullerOptions.resources("limits", limits));
    }

    /** Whether the puller stays in the cluster. */
    boolean keep() {
        return keep;
    }

    /** Whether a rendered chart says what is pulled. */
    boolean rendered() {
        return images.isEmpty();
    }

    /** The rendered chart; null when it is a file. */
    String manifest() {
        return manifest;
    }

    /** The file on the agent that holds the chart; null when there is none. */
    String manifestFile() {
        return manifestFile;
    }

    /**
     * The puller that is asked for.
     *
     * @param chart null when images are given
     * @throws IllegalArgumentException naming the parameter, when what it holds cannot be pulled
     */
    OwnPuller puller(PullerMark mark, RenderedChart chart) {
        return chart == null
                ? OwnPuller.ofImages(mark, PullerOptions.images("images", images), options())
                : OwnPuller.of(mark, chart.puller(puller));
    }

    /** The helm release that is to be deployed, by the caller's word or the chart's; empty when neither says. */
    String release(OwnPuller wanted) {
        return release == null ? wanted.release() : release;
    }
}
