package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.ClockLead;
import io.jenkins.plugins.prepullgate.rollout.ImageOnNodes;
import io.jenkins.plugins.prepullgate.rollout.NodeDisk;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** One watched cluster: the connection, the nodes, and the namespaces in which somebody waits. Ends with the last of those. */
final class ClusterLink implements AutoCloseable {
    private final ClusterTarget target;
    private final Workshop workshop;
    private final NodeShelf nodes = new NodeShelf();
    private final Watched<NodeShelf.Item> watchedNodes;
    private final Map<String, NamespaceWatch> namespaces = new ConcurrentHashMap<>();
    /** Null until it is first needed. */
    private volatile ClusterClient client;
    private final ServerLead lead;
    private boolean closed;

    /** @param client the connection, if there is one already; null otherwise */
    ClusterLink(ClusterTarget target, Workshop workshop, ClusterClient client) {
        this.target = target;
        this.workshop = workshop;
        this.client = client;
        this.lead = new ServerLead(workshop::now);
        this.watchedNodes = watched(Resource.NODES, "", Selection.ALL, nodes::item, nodes, this::nodesChanged);
    }

    /** The watch of that namespace, begun if nobody has waited there yet. Called under the lock of {@link ClusterWatches}. */
    NamespaceWatch namespace(String name) {
        NamespaceWatch known = namespaces.get(name);
        if (known != null) {
            return known;
        }
        NamespaceWatch begun = new NamespaceWatch(this, name);
        begun.start();
        if (namespaces.isEmpty()) {
            watchedNodes.start();
        }
        namespaces.put(name, begun);
        return begun;
    }

    /**
     * Ends the watch of a namespace in which nobody waits any more.
     *
     * @return whether no namespace is left
     */
    boolean end(NamespaceWatch namespace) {
        namespaces.remove(namespace.name());
        namespace.close();
        return namespaces.isEmpty();
    }

    ClusterTarget target() {
        return target;
    }

    Workshop workshop() {
        return workshop;
    }

    List<NodeFacts> nodes() {
        return nodes.facts();
    }

    /** Where these images are, as far as nodes list them. */
    Map<String, ImageOnNodes> images(Collection<String> references) {
        return nodes.images(references);
    }

    /** The disks of nodes that these images may fill. */
    Map<String, NodeDisk> disks(Collection<ImageOnNodes> images) {
        return nodes.disks(images);
    }

    /** By how much our clock is ahead of the API server's; null as long as it has not told. */
    ClockLead lead() {
        ClusterClient connected = client;
        return connected == null ? null : lead.after(connected.time());
    }

    SourceState nodesState() {
        return watchedNodes.state();
    }

    /** A resource, from its {@link Watched#start} on. */
    <T extends HasMetadata, F> Watched<F> watched(
            Resource<T> resource, String namespace, Selection selection, Function<T, Optional<F>> mapping, Shelf<F> shelf, Runnable changed) {
        Feed<T> feed = new ApiFeed<>(this::connection, resource, namespace, selection);
        return new Watched<>(shelf, new Reflector<>(feed, mapping, shelf, workshop, changed));
    }

    /** The connection, made on the first call. Blocks for as long as that takes, which is not for the network. */
    synchronized ClusterClient connection() throws ConnectionException {
        if (closed) {
            throw new ConnectionException(Kind.UNREACHABLE, "cluster " + target.displayName() + ": nobody waits there any more");
        }
        if (client == null) {
            client = ClusterClient.connect(target, workshop.tuning());
        }
        return client;
    }

    private void nodesChanged() {
        namespaces.values().forEach(NamespaceWatch::changed);
    }

    /** Returns at once; what is open is closed by a thread of its own, since saying goodbye to a dead server can take a while. */
    @Override
    public void close() {
        namespaces.values().forEach(NamespaceWatch::close);
        watchedNodes.close();
        Workshop.threads("close").newThread(this::disconnect).start();
    }

    private void disconnect() {
        ClusterClient last;
        synchronized (this) {
            closed = true;
            last = client;
        }
        try {
            if (last != null) {
                last.close();
            }
        } finally {
            workshop.close();
        }
    }
}
