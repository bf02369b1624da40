package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Plays the program in the pod of z2jh's awaiter Job, which on a simulated node nobody runs: one look at the DaemonSet's counters a second; passes when
 * as many are ready as desired, after its first ten looks when as many are ready as are there; fails when the DaemonSet is gone. Source: z2jh
 * {@code images/image-awaiter/main.go} and {@code daemonset.go}, chart 4.4.0.
 */
public final class PlayedAwaiter implements AwaiterPlay {
    private static final Logger LOGGER = Logger.getLogger(PlayedAwaiter.class.getName());
    private static final String WANTED = "-daemonset=";
    private static final String PATIENCE = "-pod-scheduling-wait-duration=";

    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, Integer> looks = new HashMap<>();
    private volatile boolean blind;
    private volatile String said = "";
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** Plays every awaiter of the namespace until it is closed; the client needs an administrator's rights, and stays the caller's. */
    public PlayedAwaiter(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        clock.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void blind() {
        blind = true;
    }

    @Override
    public String said() {
        return said;
    }

    @Override
    public void forget() {
        said = "";
    }

    private void look() {
        if (blind) {
            return;
        }
        try {
            client.pods().inNamespace(namespace).withLabel("component", "image-puller").list().getItems().stream()
                    .filter(pod -> pod.getStatus().getPhase().equals("Running"))
                    .forEach(this::look);
        } catch (RuntimeException e) {
            // The namespace is going, or the API server is down; the program, too, tries again. A failure here would end the schedule.
            LOGGER.log(Level.WARNING, "the awaiter does not see", e);
        }
    }

    private void look(Pod pod) {
        List<String> command = pod.getSpec().getContainers().get(0).getCommand();
        DaemonSet set = client.apps().daemonSets().inNamespace(namespace).withName(argument(command, WANTED)).get();
        int look = looks.merge(pod.getMetadata().getUid(), 1, Integer::sum);
        if (set == null) {
            said = "(played) the DaemonSet is gone: exit 1";
            end(pod, 1);
        } else if (passes(set.getStatus(), look <= Integer.parseInt(argument(command, PATIENCE)))) {
            said = "(played) " + set.getStatus().getNumberReady() + " ready of " + set.getStatus().getDesiredNumberScheduled() + ": exit 0";
            end(pod, 0);
        }
    }

    private static boolean passes(DaemonSetStatus status, boolean patient) {
        int wanted = patient ? status.getDesiredNumberScheduled() : status.getCurrentNumberScheduled();
        return patient ? status.getNumberReady() == wanted : status.getNumberReady() >= wanted;
    }

    private static String argument(List<String> command, String name) {
        return command.stream().filter(word -> word.startsWith(name)).map(word -> word.substring(name.length())).findFirst().orElseThrow();
    }

    private void end(Pod pod, int exitCode) {
        end(client, pod, exitCode);
    }

    /** The pod's container ends so, and with it the pod. */
    static void end(KubernetesClient client, Pod pod, int exitCode) {
        client.pods().inNamespace(pod.getMetadata().getNamespace()).withName(pod.getMetadata().getName()).editStatus(current -> new PodBuilder(current)
                .editStatus()
                .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
                .withContainerStatuses(current.getStatus().getContainerStatuses().stream()
                        .map(s -> new ContainerStatusBuilder(s).withState(PodStatuses.ended(exitCode)).withReady(false).withStarted(false).build())
                        .toList())
                .endStatus()
                .build());
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
