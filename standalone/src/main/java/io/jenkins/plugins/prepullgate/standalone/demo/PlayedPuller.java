package io.jenkins.plugins.prepullgate.standalone.demo;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The prepuller of chart 0.6 at work: plays helm, its Job's program, the DaemonSet controller and the kubelets. As in 2018, the controller
 * places a pod on each agent and none on the tainted master, so it counts 2 nodes whatever the program waits for.
 */
final class PlayedPuller {
    private final EmbeddedCluster cluster;
    private final DaemonSet set;
    /** Images that each agent has. */
    private final Map<String, Integer> pulled = new LinkedHashMap<>();

    private PlayedPuller(EmbeddedCluster cluster, DaemonSet set) {
        this.cluster = cluster;
        this.set = set;
    }

    /**
     * helm starts the hook; the pods are there at once and pull their first image.
     *
     * @param revision of the release; what an earlier one has made stays, as it did in 2018
     */
    static PlayedPuller start(EmbeddedCluster cluster, int revision) throws InterruptedException {
        DaemonSet made = null;
        Map<String, String> values = Map.of("revision", Integer.toString(revision), "epoch", Long.toString(Instant.now().getEpochSecond()));
        for (HasMetadata object : cluster.load("prepuller-0.6.yaml", values)) {
            HasMetadata stored = cluster.client().resource(object).create();
            made = stored instanceof DaemonSet set ? set : made;
        }
        PlayedPuller puller = new PlayedPuller(cluster, made);
        EmbeddedCluster.AGENTS.forEach(puller::place);
        puller.count();
        String name = made.getMetadata().getName();
        cluster.shows(name + " is there", view -> view.pullers().stream().anyMatch(p -> p.name().equals(name) && p.observed()));
        return puller;
    }

    private void place(String node) {
        pulled.put(node, 0);
        PodTemplateSpec template = set.getSpec().getTemplate();
        cluster.client().resource(with(node, new PodBuilder()
                .withNewMetadata()
                .withName(name(node))
                .withNamespace(set.getMetadata().getNamespace())
                .withLabels(template.getMetadata().getLabels())
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("DaemonSet")
                .withName(set.getMetadata().getName())
                .withUid(set.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(template.getSpec().edit().withNodeName(node).build())
                .build())).create();
    }

    private String name(String node) {
        return set.getMetadata().getName() + "-" + node.substring(node.lastIndexOf('-') + 1);
    }

    /** One more image is there; after the last one the pod is ready. */
    void pulled(String node) {
        pulled.merge(node, 1, Integer::sum);
        cluster.client().pods().inNamespace(set.getMetadata().getNamespace()).withName(name(node)).edit(pod -> with(node, pod));
        count();
    }

    /** The kubelet's report. */
    private Pod with(String node, Pod pod) {
        List<Container> inits = pod.getSpec().getInitContainers();
        int done = pulled.get(node);
        boolean ready = ready(node);
        List<ContainerStatus> statuses = new ArrayList<>();
        for (int i = 0; i < inits.size(); i++) {
            statuses.add(i < done ? completed(inits.get(i)) : waiting(inits.get(i)));
        }
        Container main = pod.getSpec().getContainers().get(0);
        return new PodBuilder(pod)
                .withNewStatus()
                .withPhase(ready ? "Running" : "Pending")
                .withStartTime(pod.getStatus() == null || pod.getStatus().getStartTime() == null ? now() : pod.getStatus().getStartTime())
                .withInitContainerStatuses(statuses)
                .withContainerStatuses(ready ? running(main) : waiting(main))
                .addToConditions(
                        new PodConditionBuilder().withType("PodScheduled").withStatus("True").build(),
                        new PodConditionBuilder().withType("PodReadyToStartContainers").withStatus("True").build(),
                        new PodConditionBuilder().withType("Ready").withStatus(ready ? "True" : "False").build())
                .endStatus()
                .build();
    }

    private boolean ready(String node) {
        return pulled.get(node) >= set.getSpec().getTemplate().getSpec().getInitContainers().size();
    }

    private static ContainerStatus waiting(Container container) {
        return status(container).withNewState().withNewWaiting(null, "PodInitializing").endState().build();
    }

    private static ContainerStatus completed(Container container) {
        return status(container)
                .withImageID(container.getImage())
                .withState(new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(0)
                        .withReason("Completed")
                        .withStartedAt(now())
                        .withFinishedAt(now())
                        .endTerminated()
                        .build())
                .build();
    }

    private static ContainerStatus running(Container container) {
        return status(container).withImageID(container.getImage()).withReady(true).withNewState().withNewRunning(now()).endState().build();
    }

    private static ContainerStatusBuilder status(Container container) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("")
                .withReady(false)
                .withRestartCount(0);
    }

    /** The controller's counters. */
    private void count() {
        int ready = (int) pulled.keySet().stream().filter(this::ready).count();
        int desired = pulled.size();
        String name = set.getMetadata().getName();
        cluster.client().apps().daemonSets().inNamespace(set.getMetadata().getNamespace()).withName(name).edit(old -> new DaemonSetBuilder(old)
                .withNewStatus()
                .withObservedGeneration(old.getMetadata().getGeneration())
                .withDesiredNumberScheduled(desired)
                .withCurrentNumberScheduled(desired)
                .withUpdatedNumberScheduled(desired)
                .withNumberReady(ready)
                .withNumberAvailable(ready)
                .withNumberMisscheduled(0)
                .endStatus()
                .build());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
