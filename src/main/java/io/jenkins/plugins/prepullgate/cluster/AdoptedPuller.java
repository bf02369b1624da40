package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A chart's puller under a name of our own. Its pods are as helm would run them: the same commands, pull secrets, tolerations and security. What ties
 * the object to helm and to the chart is removed, so that no selector of the chart matches it, and helm neither deletes nor replaces it.
 */
final class AdoptedPuller {
    private static final Set<String> IDENTIFYING = Set.of("component", "app", "release", "chart", "heritage", "hub.jupyter.org/deletable");

    private final PullerMark mark;
    private final RenderedPuller rendered;

    AdoptedPuller(PullerMark mark, RenderedPuller rendered) {
        this.mark = mark;
        this.rendered = rendered;
    }

    /** @param account whether its service account is kept */
    DaemonSet daemonSet(boolean account) {
        DaemonSet set = rendered.daemonSet();
        ObjectMeta meta = Meta.of(set);
        PodTemplateSpec template = set.getSpec().getTemplate();
        ObjectMeta podMeta = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
        List<Container> initContainers = Meta.list(template.getSpec().getInitContainers());
        DaemonSetBuilder builder = new DaemonSetBuilder(set)
                .withApiVersion("apps/v1")
                .withMetadata(mark.of(kept(meta.getLabels()), kept(meta.getAnnotations())))
                .withStatus(null)
                .editSpec()
                .withNewSelector()
                .withMatchLabels(mark.selector())
                .endSelector()
                .editTemplate()
                .withNewMetadata()
                .withLabels(mark.labels(kept(podMeta.getLabels())))
                .withAnnotations(kept(podMeta.getAnnotations()))
                .endMetadata()
                .editSpec()
                .withInitContainers(initContainers.stream().map(AdoptedPuller::outspoken).toList())
                .endSpec()
                .endTemplate()
                .endSpec();
        return account ? builder.build() : withoutAccount(builder);
    }

    /** Has the container's last words put into its status: an image of another architecture shows nowhere else. */
    private static Container outspoken(Container container) {
        return container.getTerminationMessagePolicy() != null
                ? container
                : new ContainerBuilder(container).withTerminationMessagePolicy("FallbackToLogsOnError").build();
    }

    private static DaemonSet withoutAccount(DaemonSetBuilder builder) {
        return builder.editSpec()
                .editTemplate()
                .editSpec()
                .withServiceAccount(null)
                .withServiceAccountName(null)
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Map<String, String> kept(Map<String, String> from) {
        Map<String, String> kept = new TreeMap<>();
        if (from != null) {
            from.forEach((key, value) -> {
                if (!ofHelm(key) && !IDENTIFYING.contains(key)) {
                    kept.put(key, value == null ? "" : value);
                }
            });
        }
        return kept;
    }

    private static boolean ofHelm(String key) {
        return key.contains("helm.sh/") || key.startsWith("app.kubernetes.io/") || key.startsWith("kubectl.kubernetes.io/");
    }

    /** The differences from what the chart says, in a few words each. */
    List<String> changes() {
        List<String> changes = new ArrayList<>(List.of("our name and labels"));
        ObjectMeta meta = Meta.of(rendered.daemonSet());
        long ofHelm = meta.getAnnotations() == null ? 0 : meta.getAnnotations().keySet().stream().filter(AdoptedPuller::ofHelm).count();
        if (ofHelm > 0) {
            changes.add("none of the " + ofHelm + " annotations of helm");
        }
        changes.add("a failing container's last words in its status");
        String namespace = Meta.text(meta.getNamespace());
        if (!namespace.isEmpty() && !namespace.equals(mark.namespace())) {
            changes.add("namespace " + mark.namespace() + " instead of " + namespace);
        }
        return changes;
    }
}
