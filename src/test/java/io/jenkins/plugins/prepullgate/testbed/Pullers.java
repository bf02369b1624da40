package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pullers as z2jh's charts make them, one object for each generation: the DaemonSet, and the Job that waits for it. What is not about
 * pulling (commands, resources, priority) is left out. Source: z2jh {@code jupyterhub/templates/image-puller/}, tags v0.6, 0.7.0, 4.x.
 */
public final class Pullers {
    private static final Map<String, String> HOOK = Map.of(
            "helm.sh/hook", "pre-install,pre-upgrade",
            "helm.sh/hook-delete-policy", "before-hook-creation,hook-succeeded",
            "helm.sh/hook-weight", "-10");

    private final String namespace;
    private final String name;
    private final String jobName;
    private final Map<String, String> labels;
    private final Map<String, String> matchLabels;
    private final Map<String, String> annotations;
    private final Map<String, String> jobLabels;
    private final Map<String, String> templateAnnotations = new HashMap<>();
    private final Map<String, String> nodeSelector = new HashMap<>();
    private final List<Toleration> tolerations = new ArrayList<>();
    private final List<String> images = new ArrayList<>();

    private Pullers(
            String namespace,
            String name,
            String jobName,
            Map<String, String> labels,
            Map<String, String> matchLabels,
            Map<String, String> annotations,
            Map<String, String> jobLabels) {
        this.namespace = namespace;
        this.name = name;
        this.jobName = jobName;
        this.labels = labels;
        this.matchLabels = matchLabels;
        this.annotations = annotations;
        this.jobLabels = jobLabels;
    }

    /** The hook's puller of chart 4.x, with the user pool's two tolerations. */
    public static Pullers chart4(String namespace, String release) {
        Map<String, String> labels = labels("hook-image-puller", release, "Helm", "jupyterhub-4.3.2");
        labels.putAll(Map.of(
                "app.kubernetes.io/component", "hook-image-puller",
                "app.kubernetes.io/name", "jupyterhub",
                "app.kubernetes.io/instance", release,
                "app.kubernetes.io/managed-by", "Helm",
                "helm.sh/chart", "jupyterhub-4.3.2",
                "hub.jupyter.org/deletable", "true"));
        Map<String, String> match = Map.of("component", "hook-image-puller", "app", "jupyterhub", "release", release);
        Map<String, String> awaiter = labels("image-puller", release, "Helm", "jupyterhub-4.3.2");
        return new Pullers(namespace, "hook-image-puller", "hook-image-awaiter", labels, match, HOOK, awaiter)
                .tolerating("hub.jupyter.org/dedicated", "user", "NoSchedule")
                .tolerating("hub.jupyter.org_dedicated", "user", "NoSchedule");
    }

    /** The hook's puller of chart 0.7: fixed name, no tolerations. */
    public static Pullers chart07(String namespace, String release) {
        Map<String, String> labels = labels("hook-image-puller", release, "Tiller", "jupyterhub-0.7.0");
        labels.put("hub.jupyter.org/deletable", "true");
        Map<String, String> match = Map.of("component", "hook-image-puller", "app", "jupyterhub", "release", release);
        Map<String, String> awaiter = labels("image-puller", release, "Tiller", "jupyterhub-0.7.0");
        return new Pullers(namespace, "hook-image-puller", "hook-image-awaiter", labels, match, HOOK, awaiter);
    }

    /**
     * The puller of chart 0.6, made by the Job's program and not by helm; its Job has no labels.
     *
     * @param epoch seconds since 1970, which the names end with or contain
     */
    public static Pullers chart06(String namespace, String release, int revision, long epoch) {
        Map<String, String> labels = labels("image-puller", release, "Tiller", null);
        return new Pullers(
                namespace,
                "pre-pull-" + release + "-" + revision + "-" + epoch,
                "pre-puller-" + epoch + "-" + release + "-" + revision,
                labels,
                Map.copyOf(labels),
                Map.of(),
                Map.of());
    }

    private static Map<String, String> labels(String component, String release, String heritage, String chart) {
        Map<String, String> labels = new HashMap<>(Map.of("app", "jupyterhub", "component", component, "release", release, "heritage", heritage));
        if (chart != null) {
            labels.put("chart", chart);
        }
        return labels;
    }

    /** The images, pulled in this order by one init container each. */
    public Pullers images(String... more) {
        images.addAll(List.of(more));
        return this;
    }

    /** With one more toleration, for this value. */
    public Pullers tolerating(String key, String value, String effect) {
        tolerations.add(new Toleration(effect, key, "Equal", null, value));
        return this;
    }

    /** Only on nodes with the label. */
    public Pullers selecting(String key, String value) {
        nodeSelector.put(key, value);
        return this;
    }

    /** With an annotation of the pods, such as those that KWOK's stages read ({@code testbed/kwok/}). */
    public Pullers podAnnotation(String key, String value) {
        templateAnnotations.put(key, value);
        return this;
    }

    public DaemonSet daemonSet() {
        return new DaemonSetBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(matchLabels)
                .endSelector()
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withNewMaxUnavailable("100%")
                .endRollingUpdate()
                .endUpdateStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(matchLabels)
                .withAnnotations(templateAnnotations)
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(0L)
                .withAutomountServiceAccountToken(false)
                .withNodeSelector(nodeSelector)
                .withTolerations(tolerations)
                .withInitContainers(initContainers())
                .addNewContainer()
                .withName("pause")
                .withImage("registry.k8s.io/pause:3.10")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private List<Container> initContainers() {
        List<Container> containers = new ArrayList<>();
        for (String image : images) {
            containers.add(new ContainerBuilder()
                    .withName(containers.isEmpty() ? "image-pull-singleuser" : "image-pull-singleuser-profilelist-" + containers.size())
                    .withImage(image)
                    .withCommand("/bin/sh", "-c", "echo \"Pulling complete\"")
                    .build());
        }
        return containers;
    }

    /** The Job that helm waits for: the awaiter, or in 0.6 the program. */
    public Job job() {
        Map<String, String> jobAnnotations = new HashMap<>(HOOK);
        jobAnnotations.put("helm.sh/hook-weight", "10");
        if (jobLabels.isEmpty()) {
            jobAnnotations.put("helm.sh/hook-delete-policy", "hook-succeeded");
        }
        return new JobBuilder()
                .withNewMetadata()
                .withName(jobName)
                .withNamespace(namespace)
                .withLabels(jobLabels)
                .withAnnotations(jobAnnotations)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(jobLabels)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName(jobLabels.isEmpty() ? "pre-puller" : jobName)
                .withImage("quay.io/jupyterhub/k8s-image-awaiter:4.3.2")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
