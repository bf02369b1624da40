package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.util.function.Consumer;
import java.util.function.Function;

/** One resource of an API server. The connection is made when it is first needed, since making it loads much code. */
final class ApiFeed<T extends HasMetadata, L extends KubernetesResourceList<T>> implements Feed<T> {
    private final Connector connector;
    private final Function<KubernetesClient, FilterWatchListDeletable<T, L, ?>> resource;
    private final Selection selection;

    ApiFeed(Connector connector, Function<KubernetesClient, FilterWatchListDeletable<T, L, ?>> resource, Selection selection) {
        this.connector = connector;
        this.resource = resource;
        this.selection = selection;
    }

    @Override
    public String readAll(Consumer<T> each) throws ConnectionException {
        return new Pages<>(resource.apply(connector.connection().fabric8()), selection).forEach(each);
    }

    @Override
    public Watch watch(String fromVersion, Watcher<T> watcher) throws ConnectionException {
        return resource.apply(connector.connection().fabric8())
                .watch(
                        selection.options()
                                .withResourceVersion(fromVersion.isEmpty() ? null : fromVersion)
                                .withAllowWatchBookmarks(true)
                                .build(),
                        watcher);
    }

    /** Gives the connection, making it at first. */
    @FunctionalInterface
    interface Connector {
        ClusterClient connection() throws ConnectionException;
    }
}
