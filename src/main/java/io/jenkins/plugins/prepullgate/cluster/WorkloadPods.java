package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.rollout.EventFacts;
import io.jenkins.plugins.prepullgate.rollout.PodFacts;
import io.jenkins.plugins.prepullgate.rollout.PodTrouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The pods of one workload other than a DaemonSet, such as a hub's Deployment. They are read whenever somebody asks: a look every few seconds, for
 * some minutes, costs two or three small requests each and is not worth a watch.
 */
public final class WorkloadPods {
    /** z2jh's hub, of every version of the chart. Source: z2jh {@code jupyterhub/templates/hub/deployment.yaml}. */
    public static final String HUB = "app=jupyterhub,component=hub";

    private final ClusterClient client;
    private final String namespace;
    private final Selection selection;

    /**
     * What was seen.
     *
     * @param pods all that carry the labels
     * @param events about the pod that counts, or about the ReplicaSets where there is none; empty where they may not be read
     * @param asOf what the API server's clock showed, which dates them; null when it has not told
     */
    public record Look(List<PodFacts> pods, List<EventFacts> events, Instant asOf) {
        public Look {
            pods = List.copyOf(pods);
            events = List.copyOf(events);
        }
    }

    /** @param labels a label selector, such as {@link #HUB} */
    public WorkloadPods(ClusterClient client, String namespace, String labels) {
        this.client = Objects.requireNonNull(client, "client");
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.selection = new Selection(Objects.requireNonNull(labels, "labels"), null);
    }

    /**
     * Looks.
     *
     * @throws ConnectionException when pods cannot be read
     */
    public Look read() throws ConnectionException {
        List<PodFacts> pods = client.call(() -> {
            List<PodFacts> found = new ArrayList<>();
            new Pages<>(client.fabric8().pods().inNamespace(namespace), selection).forEach(pod -> PodMapping.any(pod).ifPresent(found::add));
            return found;
        });
        PodFacts newest = PodTrouble.newest(pods);
        if (newest != null && newest.ready()) {
            return look(pods, List.of());
        }
        try {
            return look(pods, newest == null ? events(replicaSets()) : events(List.of(newest.uid())));
        } catch (ConnectionException e) {
            if (e.kind() != Kind.FORBIDDEN) {
                throw e;
            }
            return look(pods, List.of());
        }
    }

    private Look look(List<PodFacts> pods, List<EventFacts> events) {
        return new Look(pods, events, client.time().now());
    }

    private List<String> replicaSets() throws ConnectionException {
        return client.call(() -> {
            List<String> uids = new ArrayList<>();
            KubernetesClient kubernetes = client.fabric8();
            new Pages<ReplicaSet>(kubernetes.apps().replicaSets().inNamespace(namespace), selection).forEach(set -> uids.add(Meta.of(set).getUid()));
            return uids;
        });
    }

    private List<EventFacts> events(List<String> uids) throws ConnectionException {
        List<EventFacts> events = new ArrayList<>();
        for (String uid : uids) {
            Selection about = Selection.withFields("involvedObject.uid=" + uid);
            client.call(() -> new Pages<>(client.fabric8().v1().events().inNamespace(namespace), about)
                    .forEach(event -> EventMapping.any(event).ifPresent(events::add)));
        }
        return events;
    }
}
