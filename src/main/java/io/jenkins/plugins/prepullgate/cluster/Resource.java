package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.util.function.BiFunction;

/**
 * A resource that can be watched.
 *
 * @param path under the server's URL, with the namespace left open
 * @param type of its objects
 * @param list lists the objects, in a namespace if the resource has namespaces
 */
record Resource<T extends HasMetadata>(
        String path, Class<T> type, BiFunction<KubernetesClient, String, Listable<? extends KubernetesResourceList<T>>> list) {
    static final Resource<Node> NODES = new Resource<>("/api/v1/nodes", Node.class, (client, namespace) -> client.nodes());

    static final Resource<Pod> PODS =
            new Resource<>("/api/v1/namespaces/%s/pods", Pod.class, (client, namespace) -> client.pods().inNamespace(namespace));

    static final Resource<Event> EVENTS =
            new Resource<>("/api/v1/namespaces/%s/events", Event.class, (client, namespace) -> client.v1().events().inNamespace(namespace));

    static final Resource<DaemonSet> DAEMON_SETS = new Resource<>(
            "/apis/apps/v1/namespaces/%s/daemonsets", DaemonSet.class, (client, namespace) -> client.apps().daemonSets().inNamespace(namespace));

    static final Resource<Job> JOBS = new Resource<>(
            "/apis/batch/v1/namespaces/%s/jobs", Job.class, (client, namespace) -> client.batch().v1().jobs().inNamespace(namespace));

    String pathIn(String namespace) {
        return String.format(path, namespace);
    }
}
