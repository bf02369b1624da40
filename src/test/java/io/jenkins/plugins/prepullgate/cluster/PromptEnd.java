package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;

/**
 * A watch of fabric8's mock server whose end does not stop the server. By itself the server's only event loop waits, for up to a minute, until the
 * watch's own thread has sent the events that are left, while that thread waits, for half a minute each, until the event loop has written them.
 */
final class PromptEnd extends WebSocketListener {
    private final WebSocketListener events;

    PromptEnd(WebSocketListener events) {
        this.events = events;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        events.onOpen(socket, response);
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
        socket.close(1000, cause.getMessage());
        withoutWaiting(() -> events.onFailure(socket, cause, response));
    }

    /** An interrupt that is there already ends the wait before it begins, and what follows it is done: the watch is taken off the list. */
    private static void withoutWaiting(Runnable end) {
        Thread.currentThread().interrupt();
        try {
            end.run();
        } finally {
            Thread.interrupted();
        }
    }
}
