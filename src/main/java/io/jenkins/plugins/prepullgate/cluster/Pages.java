package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.util.function.Consumer;

/** A list that is read page by page, so that neither side holds more than one page at a time. */
final class Pages<T extends HasMetadata> {
    private static final ListMeta NOTHING = new ListMeta();

    private final Listable<? extends KubernetesResourceList<T>> listable;
    private final Selection selection;

    Pages(Listable<? extends KubernetesResourceList<T>> listable, Selection selection) {
        this.listable = listable;
        this.selection = selection;
    }

    /**
     * Hands every object to {@code each} as it comes.
     *
     * @return the resource version that the list is of; empty when the server does not say
     */
    String forEach(Consumer<T> each) {
        String next = null;
        String version;
        do {
            ListOptionsBuilder options = selection.options().withLimit(ClusterClient.PAGE).withContinue(next);
            KubernetesResourceList<T> page = listable.list(options.build());
            ListMeta meta = page.getMetadata() == null ? NOTHING : page.getMetadata();
            Meta.list(page.getItems()).forEach(each);
            version = Meta.text(meta.getResourceVersion());
            next = meta.getContinue();
        } while (next != null && !next.isEmpty());
        return version;
    }
}
