package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Moves pods on nodes by hand ({@link NodeSpec#byHand()}) as a kubelet would: its reasons, messages, events and their order, measured on
 * kubelet 1.35 with containerd. A container is named by its place: init containers in order from 0, then the others.
 */
public final class FakeKubelet {
    private static final Duration PULL = Duration.ofMillis(1234);
    private static final long SIZE = 123_456_789;

    private final KubernetesClient client;
    private final String namespace;
    private final KubeletEvents events;

    /** For the pods of one namespace; the client needs an administrator's rights, and stays the caller's. */
    public FakeKubelet(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        this.events = new KubeletEvents(client);
    }

    /** Waits until a DaemonSet's pod that is neither on its way out nor thrown out is bound to the node. */
    public Pod podOn(String node) {
        return client.pods().inNamespace(namespace).informOnCondition(pods -> pods.stream().anyMatch(pod -> livesOn(pod, node)))
                .orTimeout(60, TimeUnit.SECONDS)
                .join()
                .stream()
                .filter(pod -> livesOn(pod, node))
                .findFirst()
                .orElseThrow();
    }

    private static boolean livesOn(Pod pod, String node) {
        return node.equals(pod.getSpec().getNodeName())
                && pod.getMetadata().getDeletionTimestamp() == null
                && !"Failed".equals(pod.getStatus().getPhase())
                && pod.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getKind().equals("DaemonSet"));
    }

    /** The kubelet has taken the pod: all containers wait, nothing is pulled yet. Called by the others where needed. */
    public Pod accepts(Pod pod) {
        return edit(pod, PodStatuses::accepted);
    }

    /** Only an event tells that a pull begins; the status stays as it was. */
    public void pulling(Pod pod, int place) {
        accepts(pod);
        ContainerSlot slot = ContainerSlot.of(pod, place);
        events.normal(pod, slot, "Pulling", "Pulling image \"" + slot.image() + "\"");
    }

    /** The image is there and the container has run: an init container to its end, another one until further notice. */
    public void pulled(Pod pod, int place) {
        pulled(pod, place, PULL, PULL, SIZE);
    }

    /**
     * The same after a pull of known length.
     *
     * @param took the download alone
     * @param withWaiting with the time in the node's queue
     * @param bytes the image's compressed size
     */
    public void pulled(Pod pod, int place, Duration took, Duration withWaiting, long bytes) {
        ContainerSlot slot = ContainerSlot.of(pod, place);
        String message = "Successfully pulled image \"%s\" in %s (%s including waiting). Image size: %d bytes.";
        events.normal(pod, slot, "Pulled", String.format(Locale.ROOT, message, slot.image(), go(took), go(withWaiting), bytes));
        runs(pod, slot);
    }

    /** No pull at all: the node has the image. */
    public void present(Pod pod, int place) {
        ContainerSlot slot = ContainerSlot.of(pod, place);
        events.normal(pod, slot, "Pulled", "Container image \"" + slot.image() + "\" already present on machine");
        runs(pod, slot);
    }

    private void runs(Pod pod, ContainerSlot slot) {
        events.normal(pod, slot, "Created", "Container created");
        events.normal(pod, slot, "Started", "Container started");
        ContainerState state = slot.init() ? PodStatuses.ended(0) : PodStatuses.running();
        edit(pod, current -> PodStatuses.with(current, slot, status -> new ContainerStatusBuilder(status)
                .withState(state)
                .withReady(true)
                .withStarted(!slot.init())
                .withImageID("sha256:" + "0".repeat(56) + String.format(Locale.ROOT, "%08x", slot.image().hashCode()))
                .build()));
    }

    /** A try has failed; the text is the runtime's, with the status code that the kubelet leaves in it. */
    public void pullFails(Pod pod, int place, String text) {
        ContainerSlot slot = ContainerSlot.of(pod, place);
        events.warning(pod, slot, "Failed", "Failed to pull image \"" + slot.image() + "\": " + text);
        events.warning(pod, slot, "Failed", "Error: ErrImagePull");
        waits(pod, slot, "ErrImagePull", text);
    }

    /** Between two tries, since Kubernetes 1.32: the status repeats the text of the last failure, the event does not. */
    public void backsOff(Pod pod, int place) {
        ContainerSlot slot = ContainerSlot.of(pod, place);
        Pod current = named(pod).require();
        ContainerStateWaiting before = slot.stateIn(current).getWaiting();
        String message = before.getReason().equals("ErrImagePull") ? backOff(slot) + ": ErrImagePull: " + before.getMessage() : before.getMessage();
        backsOff(pod, slot, message);
    }

    /** Between two tries, before Kubernetes 1.32: the status has forgotten why. */
    public void backsOffWithoutCause(Pod pod, int place) {
        ContainerSlot slot = ContainerSlot.of(pod, place);
        backsOff(pod, slot, backOff(slot));
    }

    private void backsOff(Pod pod, ContainerSlot slot, String message) {
        events.normal(pod, slot, "BackOff", backOff(slot));
        events.warning(pod, slot, "Failed", "Error: ImagePullBackOff");
        waits(pod, slot, "ImagePullBackOff", message);
    }

    private static String backOff(ContainerSlot slot) {
        return "Back-off pulling image \"" + slot.image() + "\"";
    }

    /** The container cannot be made or started, such as InvalidImageName, ErrImageNeverPull, CreateContainerError, RunContainerError. */
    public void startFails(Pod pod, int place, String reason, String text) {
        ContainerSlot slot = ContainerSlot.of(pod, place);
        events.warning(pod, slot, "Failed", "Error: " + text);
        waits(pod, slot, reason, text);
    }

    /** The pod cannot be set up, such as FailedCreatePodSandBox or FailedMount: only the event tells, its status says nothing yet. */
    public void cannotSetUp(Pod pod, String reason, String text) {
        events.warning(pod, reason, text);
    }

    /** The container has run, has ended badly, and waits to be started again. */
    public void crashes(Pod pod, int place, int exitCode) {
        ContainerSlot slot = ContainerSlot.of(pod, place);
        String container = slot.container().getName();
        String full = pod.getMetadata().getName() + "_" + namespace + "(" + pod.getMetadata().getUid() + ")";
        String message = "back-off 10s restarting failed container=" + container + " pod=" + full;
        events.warning(pod, slot, "BackOff", "Back-off restarting failed container " + container + " in pod " + full);
        edit(pod, current -> PodStatuses.with(current, slot, status -> new ContainerStatusBuilder(status)
                .withState(PodStatuses.waitingFor("CrashLoopBackOff", message))
                .withLastState(PodStatuses.ended(exitCode))
                .withRestartCount(status.getRestartCount() + 1)
                .withReady(false)
                .withStarted(false)
                .build()));
    }

    /** Everything that is not done yet is pulled and runs: the pod is ready. */
    public void ready(Pod pod) {
        for (int place = 0; place < ContainerSlot.count(pod); place++) {
            ContainerSlot slot = ContainerSlot.of(pod, place);
            if (slot.stateIn(accepts(pod)).getWaiting() != null) {
                pulling(pod, place);
                pulled(pod, place);
            }
        }
    }

    /** All containers of a ready pod end, as a Job's do. */
    public void ends(Pod pod, int exitCode) {
        for (int place = pod.getSpec().getInitContainers().size(); place < ContainerSlot.count(pod); place++) {
            ContainerSlot slot = ContainerSlot.of(pod, place);
            edit(pod, current -> PodStatuses.with(current, slot, status ->
                    new ContainerStatusBuilder(status).withState(PodStatuses.ended(exitCode)).withReady(false).withStarted(false).build()));
        }
    }

    /**
     * The kubelet does not take the pod, or throws it out, such as with reason Evicted. A pod that is gone already is let be, as a kubelet
     * does: the controller removes a failed pod at once, and what was listed may be older than that.
     */
    public void rejects(Pod pod, String reason, String message) {
        try {
            edit(pod, current -> new PodBuilder(current)
                    .editStatus()
                    .withPhase("Failed")
                    .withReason(reason)
                    .withMessage(message)
                    .endStatus()
                    .build());
        } catch (KubernetesClientException e) {
            if (named(pod).get() != null) {
                throw e;
            }
        }
    }

    private void waits(Pod pod, ContainerSlot slot, String reason, String message) {
        edit(pod, current -> PodStatuses.with(current, slot, status -> new ContainerStatusBuilder(status)
                .withState(PodStatuses.waitingFor(reason, message))
                .withReady(false)
                .withStarted(false)
                .build()));
    }

    private Pod edit(Pod pod, UnaryOperator<Pod> change) {
        return named(pod).editStatus(change);
    }

    private PodResource named(Pod pod) {
        return client.pods().inNamespace(namespace).withName(pod.getMetadata().getName());
    }

    /** As Go prints a duration of less than a minute, rounded to milliseconds; longer ones with their minutes. */
    private static String go(Duration duration) {
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + "ms";
        }
        String seconds = BigDecimal.valueOf(duration.toMillis() % 60_000, 3).stripTrailingZeros().toPlainString() + "s";
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" + seconds : seconds;
    }
}
