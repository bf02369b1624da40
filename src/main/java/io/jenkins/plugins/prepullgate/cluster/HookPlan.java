package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.rollout.ContainerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a rendered chart will do before its upgrade: whether helm will start a prepuller at all, with which images, on which nodes, and where these
 * images are already. Only {@code helm upgrade --dry-run=server} knows whether the hook will run; {@code helm template} always renders it.
 *
 * @param runs whether the chart has a prepuller among its hooks
 * @param why in one sentence, when it has none; empty otherwise
 * @param lines all there is to tell, without prefix
 */
public record HookPlan(boolean runs, String why, List<String> lines) {
    public HookPlan {
        Objects.requireNonNull(why, "why");
        lines = List.copyOf(lines);
    }

    /**
     * Looks at the chart and the cluster.
     *
     * @param release only of this release; empty for the only one in the namespace
     * @throws ConnectionException when the cluster cannot be asked; rights that are missing make the answer shorter
     */
    public static HookPlan of(ClusterClient client, String namespace, String release, RenderedChart chart) throws ConnectionException {
        List<String> lines = new ArrayList<>();
        boolean unchanged = rendered(chart).filter(checksum -> checksum.equals(deployed(client, namespace, release))).isPresent();
        Optional<RenderedPuller> hook = chart.pullers().stream().filter(RenderedPuller::hook).findFirst();
        Optional<RenderedPuller> puller = hook.isPresent() ? hook : chart.pullers().stream().findFirst();
        String why = "";
        if (hook.isPresent()) {
            lines.add("helm will start DaemonSet " + hook.get().name() + " before the upgrade");
            if (unchanged) {
                lines.add("but the hub has its checksum already: unless the chart was rendered with --dry-run=server, helm will not start it");
            }
        } else {
            why = "the rendered chart starts no prepuller: "
                    + (unchanged ? "its checksum says that no image has changed" : "its hook is disabled, or its hooks were not rendered");
            lines.add(why);
        }
        if (puller.isPresent()) {
            images(client, puller.get(), lines);
        }
        return new HookPlan(hook.isPresent(), why, lines);
    }

    private static void images(ClusterClient client, RenderedPuller puller, List<String> lines) throws ConnectionException {
        List<String> images = puller.facts().template().inPullOrder().stream().map(ContainerSpec::image).distinct().toList();
        String what = (puller.hook() ? "its images: " : "the images of its DaemonSet " + puller.name() + ": ") + String.join(", ", images);
        try {
            ImagesOnNodes nodes = ImagesOnNodes.read(client, puller.facts().template().placement());
            lines.add(what + "; nodes that it may run on: " + nodes.nodes());
            nodes.tell(images, lines::add);
        } catch (ConnectionException e) {
            if (e.kind() != Kind.FORBIDDEN) {
                throw e;
            }
            lines.add(what + "; nodes may not be read, so it is not known where they are already");
        }
    }

    private static Optional<String> rendered(RenderedChart chart) {
        return chart.objects("ConfigMap").stream()
                .map(map -> map.get("data"))
                .filter(Map.class::isInstance)
                .map(data -> ((Map<?, ?>) data).get(HookChecksums.KEY))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .findFirst();
    }

    /** Empty when it is not known, which equals no checksum. */
    private static String deployed(ClusterClient client, String namespace, String release) {
        try {
            return client.call(() -> HookChecksums.read(client, namespace, release));
        } catch (ConnectionException e) {
            // A missing right, most likely. A wait does not need it either.
            return "";
        }
    }
}
