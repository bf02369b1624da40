package io.jenkins.plugins.prepullgate.standalone.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Corrects two ways in which the watches of the embedded server differ from those of a real one: it sends every new watch all objects that exist, in
 * no order, whatever version the watch is to begin at; and it hangs when a watch ends while an event is being written to it.
 */
final class WatchesFromVersions extends KubernetesCrudDispatcher {
    private static final Pattern VERSION = Pattern.compile("[?&]resourceVersion=(\\d{1,18})(&|$)");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The code by which the embedded server itself says that a watch has failed. */
    private static final int FAILED = 1000;

    @Override
    public MockResponse handleWatch(String path) {
        MockResponse response = super.handleWatch(path);
        Matcher version = VERSION.matcher(path);
        long from = version.find() ? Long.parseLong(version.group(1)) : 0;
        return new MockResponse().withWebSocketUpgrade(new Listener(response.getWebSocketListener(), from));
    }

    private static final class Listener extends WebSocketListener {
        private final WebSocketListener events;
        private final long from;

        Listener(WebSocketListener events, long from) {
            this.events = events;
            this.from = from;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            events.onOpen(new Newer(socket, from), response);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            events.onClosing(socket, code, reason);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            socket.close(code, reason);
            withoutWaiting(() -> events.onClosed(socket, code, reason));
        }

        @Override
        public void onFailure(WebSocket socket, Throwable cause, Response response) {
            socket.close(FAILED, cause.getMessage());
            withoutWaiting(() -> events.onFailure(socket, cause, response));
        }

        /**
         * Without this, the server's only event loop would wait here, for up to a minute, until the watch's thread has sent its last events, while
         * that thread waits for the event loop to write them. An interrupt that is already set ends the wait before it begins.
         */
        private static void withoutWaiting(Runnable end) {
            Thread.currentThread().interrupt();
            try {
                end.run();
            } finally {
                Thread.interrupted();
            }
        }
    }

    /** Lets through only what has changed since a version. */
    private record Newer(WebSocket socket, long from) implements WebSocket {
        @Override
        public RecordedRequest request() {
            return socket.request();
        }

        @Override
        public boolean send(String event) {
            return known(event) || socket.send(event);
        }

        @Override
        public boolean send(byte[] event) {
            return socket.send(event);
        }

        @Override
        public boolean close(int code, String reason) {
            return socket.close(code, reason);
        }

        private boolean known(String event) {
            try {
                JsonNode tree = JSON.readTree(event);
                return tree.path("type").asText().equals("ADDED") && tree.at("/object/metadata/resourceVersion").asLong() <= from;
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the embedded server sends what is no JSON", e);
            }
        }
    }
}
