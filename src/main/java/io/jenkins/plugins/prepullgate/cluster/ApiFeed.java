package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Consumer;

/** One resource of an API server. The connection is made only when it is first needed, since that loads much code. */
final class ApiFeed<T extends HasMetadata> implements Feed<T> {
    private final Connector connector;
    private final Resource<T> resource;
    /** Empty for a resource without namespaces. */
    private final String namespace;
    private final Selection selection;

    ApiFeed(Connector connector, Resource<T> resource, String namespace, Selection selection) {
        this.connector = connector;
        this.resource = resource;
        this.namespace = namespace;
        this.selection = selection;
    }

    @Override
    public String readAll(Consumer<T> each) throws ConnectionException {
        return new Pages<>(resource.list().apply(connector.connection().fabric8(), namespace), selection).forEach(each);
    }

    @Override
    public Line watch(String fromVersion, Listener<T> listener) throws ConnectionException {
        return connector.connection().watch(resource.pathIn(namespace) + "?" + selection.watchQuery(fromVersion), resource.type(), listener);
    }

    /** Gives the connection, and makes it on the first call. */
    @FunctionalInterface
    interface Connector {
        ClusterClient connection() throws ConnectionException;
    }
}
