package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request to read, on the library's HTTP client, with a media type of our own: the library's calls accept plain JSON alone. */
final class RawGet {
    private RawGet() {}

    /**
     * Reads a document.
     *
     * @param pathAndQuery under the server's URL
     * @param limit how long to wait
     */
    static <T> T of(KubernetesClient client, String pathAndQuery, String accept, Class<T> type, Duration limit) {
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(URI.create(client.getMasterUrl().toString().replaceFirst("/+$", "") + pathAndQuery))
                .header("Accept", accept)
                .build();
        HttpResponse<String> answer = await(client.getHttpClient().sendAsync(request, String.class), limit);
        if (!answer.isSuccessful()) {
            throw new KubernetesClientException(status(client, answer));
        }
        return client.getKubernetesSerialization().unmarshal(answer.body(), type);
    }

    private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer, Duration limit) {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KubernetesClientException("a request failed", e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new KubernetesClientException("the server does not answer", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted", e);
        }
    }

    /** What the server says of its refusal; proxies in front of it say it in other forms. */
    private static Status status(KubernetesClient client, HttpResponse<String> answer) {
        Status plain = new StatusBuilder().withCode(answer.code()).withMessage(answer.message()).build();
        try {
            Status said = client.getKubernetesSerialization().unmarshal(answer.body(), Status.class);
            return said == null || said.getCode() == null ? plain : said;
        } catch (RuntimeException e) {
            return plain;
        }
    }
}
