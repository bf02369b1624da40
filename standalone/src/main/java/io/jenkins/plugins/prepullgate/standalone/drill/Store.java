package io.jenkins.plugins.prepullgate.standalone.drill;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * The way into the embedded server without the network, for what there is one of per node. Over the network each request takes milliseconds, and a
 * thousand nodes would get their pods, and report, for half of a play. Watchers see no difference.
 */
final class Store {
    private final KubernetesCrudDispatcher server;
    private final KubernetesSerialization json = new KubernetesSerialization();

    Store(KubernetesCrudDispatcher server) {
        this.server = server;
    }

    /** @param collection the path of its kind, such as {@code /api/v1/nodes} */
    void create(String collection, HasMetadata object) {
        body(server.handleCreate(request(HttpMethod.POST, collection, object)), collection);
    }

    /**
     * Changes an object, for one writer at a time.
     *
     * @param path of the object
     * @return as it is stored now
     */
    <T extends HasMetadata> T edit(String path, Class<T> type, UnaryOperator<T> how) {
        T changed = how.apply(json.unmarshal(body(server.handleGet(path), path), type));
        return json.unmarshal(body(server.handleUpdate(request(HttpMethod.PUT, path, changed)), path), type);
    }

    private RecordedRequest request(HttpMethod method, String path, HasMetadata object) {
        byte[] body = json.asJson(object).getBytes(StandardCharsets.UTF_8);
        return new RecordedRequest("HTTP/1.1", method, path, Headers.builder().build(), new Buffer(body));
    }

    private static String body(MockResponse response, String path) {
        String body = response.getBody() == null ? "" : response.getBody().readUtf8();
        if (response.code() / 100 != 2) {
            throw new IllegalStateException("the embedded server answers " + response.code() + " to " + path + ": " + body);
        }
        return body;
    }
}
