package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.prepullgate.rollout.PodTemplate;
import io.jenkins.plugins.prepullgate.rollout.UserPods;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What users' pods pull with, judged by a running one, and which pull secrets the namespace's service accounts bring. Read once when a puller is
 * seen, and only for advice: without the right to read it, there is less advice. The hub's own configuration would say more, but it is a Secret with
 * much else in it, so it is not read.
 */
final class Neighbours {
    private static final Logger LOGGER = Logger.getLogger(Neighbours.class.getName());
    private static final String USERS = "component=singleuser-server";
    /** One pod would do, but the newest of a few is the most likely to belong to the chart's newest version. */
    private static final long FEW = 5;
    private static final String DEFAULT_ACCOUNT = "default";
    /** Waits that begin together read them together. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /**
     * @param users null when there are none or they may not be read
     * @param accounts the pull secrets of each service account; empty when they are not needed or may not be read
     */
    record Known(UserPods users, Map<String, List<String>> accounts) {
        private static final Known NOTHING = new Known(null, Map.of());
    }

    private final ClusterLink link;
    private final String namespace;
    private final Runnable changed;
    private Instant asked;
    private volatile Known known = Known.NOTHING;

    Neighbours(ClusterLink link, String namespace, Runnable changed) {
        this.link = link;
        this.namespace = namespace;
        this.changed = changed;
    }

    /** Has everything read again for a wait that begins now, unless it has just been read. */
    synchronized void expire() {
        if (asked != null && !link.workshop().now().isBefore(asked.plus(FRESH))) {
            asked = null;
        }
    }

    /** Reads them for these pullers, unless that has been done. Returns at once. */
    void look(List<PodTemplate> pullers) {
        synchronized (this) {
            if (asked != null || pullers.isEmpty()) {
                return;
            }
            asked = link.workshop().now();
        }
        link.workshop().run(() -> read(pullers));
    }

    Known known() {
        return known;
    }

    private void read(List<PodTemplate> pullers) {
        Known before = known;
        UserPods users = users();
        // Accounts matter only to a puller that names no secrets and uses another account than the users' pods: the same account brings the same
        // secrets.
        boolean open = users != null
                && pullers.stream().anyMatch(puller -> puller.pullSecrets().isEmpty() && !users.serviceAccount().equals(account(puller)));
        known = new Known(users, open ? accounts() : Map.of());
        if (!known.equals(before)) {
            changed.run();
        }
    }

    private static String account(PodTemplate puller) {
        return puller.serviceAccount().isEmpty() ? DEFAULT_ACCOUNT : puller.serviceAccount();
    }

    /** Null when there are none or they may not be read. */
    private UserPods users() {
        try {
            KubernetesClient client = link.connection().fabric8();
            ListOptions few = new ListOptionsBuilder().withLabelSelector(USERS).withLimit(FEW).build();
            return Meta.list(client.pods().inNamespace(namespace).list(few).getItems()).stream()
                    .filter(Neighbours::complete)
                    .max(Comparator.comparing(pod -> Meta.text(Meta.of(pod).getCreationTimestamp())))
                    .map(Neighbours::user)
                    .orElse(null);
        } catch (ConnectionException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "With what users' pods in namespace " + namespace + " pull is not known");
            return null;
        }
    }

    private static boolean complete(Pod pod) {
        return Meta.named(pod) && pod.getSpec() != null && !Meta.list(pod.getSpec().getContainers()).isEmpty();
    }

    private static UserPods user(Pod pod) {
        Container container = pod.getSpec().getContainers().get(0);
        return new UserPods(
                "a running user pod",
                pod.getSpec().getServiceAccountName(),
                names(pod.getSpec().getImagePullSecrets()),
                true,
                container.getImagePullPolicy());
    }

    private Map<String, List<String>> accounts() {
        Map<String, List<String>> read = new HashMap<>();
        try {
            new Pages<>(link.connection().fabric8().serviceAccounts().inNamespace(namespace), Selection.ALL).forEach(account -> keep(account, read));
        } catch (ConnectionException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "The service accounts of namespace " + namespace + " are not known");
        }
        return Map.copyOf(read);
    }

    private static void keep(ServiceAccount account, Map<String, List<String>> into) {
        if (Meta.named(account)) {
            into.put(Meta.of(account).getName(), names(account.getImagePullSecrets()));
        }
    }

    private static List<String> names(List<LocalObjectReference> secrets) {
        return Meta.list(secrets).stream().map(LocalObjectReference::getName).filter(Objects::nonNull).toList();
    }
}
