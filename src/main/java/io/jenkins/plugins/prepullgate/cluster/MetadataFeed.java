package io.jenkins.plugins.prepullgate.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.function.Consumer;

/**
 * Secrets, of which we ask only for the metadata, so that no secret is sent to us. A server that cannot leave the rest out sends everything; then the
 * rest is dropped while it is read.
 */
final class MetadataFeed implements Feed<HasMetadata> {
    private static final String LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
    private static final String ONE = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
    /** Few per page, since from a server that sends everything each may be as large as a megabyte. */
    private static final int PAGE = 50;

    private final ApiFeed.Connector connector;
    private final String path;
    private final Selection selection;

    MetadataFeed(ApiFeed.Connector connector, String namespace, Selection selection) {
        this.connector = connector;
        this.path = "/api/v1/namespaces/" + namespace + "/secrets";
        this.selection = selection;
    }

    @Override
    public String readAll(Consumer<HasMetadata> each) throws ConnectionException {
        ClusterClient client = connector.connection();
        String next = "";
        String version;
        do {
            Page page = client.get(path + "?" + selection.listQuery(PAGE, next), LIST, Page.class);
            Meta.list(page.items()).forEach(item -> each.accept(new SecretBuilder().withMetadata(item.metadata()).build()));
            ListMeta meta = page.metadata() == null ? new ListMeta() : page.metadata();
            version = Meta.text(meta.getResourceVersion());
            next = Meta.text(meta.getContinue());
        } while (!next.isEmpty());
        return version;
    }

    @Override
    public Line watch(String fromVersion, Listener<HasMetadata> listener) throws ConnectionException {
        return connector.connection().watch(path + "?" + selection.watchQuery(fromVersion), ONE, HasMetadata.class, listener);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Page(ListMeta metadata, List<Item> items) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Item(ObjectMeta metadata) {}
}
