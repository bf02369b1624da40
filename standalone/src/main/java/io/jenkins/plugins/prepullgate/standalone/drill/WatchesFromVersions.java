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
 * The embedded server's objects, with watches as a real server has them. By itself it tells every watch of everything that is there first, whatever
 * version the watch is to begin at, and in no order; and when a watch ends while it is written to, it stops.
 */
final class WatchesFromVersions extends KubernetesCrudDispatcher {
    private static final Pattern VERSION = Pattern.compile("[?&]resourceVersion=(\\d{1,18})(&|$)");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The server's own code for it. */
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
         * By itself the server's only event loop waits here, for up to a minute, until the watch's own thread has sent the events that are left, while
         * that thread waits until the event loop has written them. An interrupt that is there already ends the wait before it begins.
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

    /** Lets through what has come after a version. */
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
