package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One watch over a WebSocket, on the library's HTTP client but past its watch manager: that one reconnects without telling, forgets why a watch
 * ended, falls back to a request of which it does not wait to hear whether anybody answers, and can block for ever. The listener is called by the
 * thread that reads the socket, so a listener that is slow slows the server down and nothing piles up.
 */
final class SocketWatch<T extends HasMetadata> implements WebSocket.Listener, Feed.Line {
    private static final int GOODBYE = 1000;

    private final KubernetesClient client;
    private final Class<T> type;
    private final Feed.Listener<T> listener;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile WebSocket socket;

    private SocketWatch(KubernetesClient client, Class<T> type, Feed.Listener<T> listener) {
        this.client = client;
        this.type = type;
        this.listener = listener;
    }

    /**
     * Opens the watch and waits until the server has agreed to it.
     *
     * @param pathAndQuery under the server's URL
     * @param accept the media types that objects may come in
     * @param limit how long to wait
     */
    static <T extends HasMetadata> SocketWatch<T> open(
            KubernetesClient client, String pathAndQuery, String accept, Class<T> type, Feed.Listener<T> listener, Duration limit) {
        SocketWatch<T> watch = new SocketWatch<>(client, type, listener);
        URL server = client.getMasterUrl();
        CompletableFuture<WebSocket> opening = client.getHttpClient()
                .newWebSocketBuilder()
                .uri(URI.create(server.toString().replaceFirst("/+$", "") + pathAndQuery))
                // API servers refuse a WebSocket without it.
                .header("Accept", accept)
                .header("Origin", server.getProtocol() + "://" + server.getAuthority())
                .buildAsync(watch);
        try {
            watch.socket = opening.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return watch;
        } catch (ExecutionException e) {
            throw refused(e.getCause(), pathAndQuery);
        } catch (TimeoutException e) {
            // One that opens later is closed by the library.
            opening.cancel(true);
            throw new KubernetesClientException("the server does not answer", e);
        } catch (InterruptedException e) {
            opening.cancel(true);
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted", e);
        }
    }

    private static KubernetesClientException refused(Throwable cause, String pathAndQuery) {
        if (cause instanceof WebSocketHandshakeException answered) {
            String path = pathAndQuery.replaceFirst("\\?.*", "");
            int code = answered.getResponse().code();
            return new KubernetesClientException(
                    "may not watch " + path, code, RetryAfter.status(code, answered.getResponse().header("Retry-After")));
        }
        return new KubernetesClientException("a watch could not be opened", cause);
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        try {
            if (!ended.get()) {
                dispatch(client.getKubernetesSerialization().unmarshal(text, WatchEvent.class));
            }
        } catch (RuntimeException e) {
            end(from, e);
        } finally {
            from.request();
        }
    }

    @Override
    public void onMessage(WebSocket from, ByteBuffer bytes) {
        onMessage(from, StandardCharsets.UTF_8.decode(bytes).toString());
    }

    @Override
    public void onClose(WebSocket from, int code, String reason) {
        end(from, null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end(from, error);
    }

    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            socket.sendClose(GOODBYE, null);
        }
    }

    private void dispatch(WatchEvent event) {
        Object object = event.getObject();
        if ("ERROR".equals(event.getType())) {
            throw new KubernetesClientException(object instanceof Status status ? status : new Status());
        }
        if (!type.isInstance(object)) {
            throw new KubernetesClientException("a watch of " + type.getSimpleName() + " sent something else");
        }
        T known = type.cast(object);
        switch (String.valueOf(event.getType())) {
            case "ADDED", "MODIFIED" -> listener.put(known);
            case "DELETED" -> listener.removed(known);
            case "BOOKMARK" -> listener.upTo(Meta.text(Meta.of(known).getResourceVersion()));
            default -> throw new KubernetesClientException("a watch sent an event of the unknown type " + event.getType());
        }
    }

    private void end(WebSocket from, Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            from.sendClose(GOODBYE, null);
            listener.ended(cause);
        }
    }
}
