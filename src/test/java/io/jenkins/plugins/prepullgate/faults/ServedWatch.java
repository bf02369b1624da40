package io.jenkins.plugins.prepullgate.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One watch of an {@link ApiServer}, with a bookmark in every pause. */
final class ServedWatch {
    private static final String ACCEPTED = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int QUIET_MILLIS = 40;

    private final ApiWorld world;
    private final String collection;
    private final String[] kind;
    private final OutputStream out;
    private volatile boolean ended;

    /** @param kind such as {@code apps/v1 DaemonSet} */
    ServedWatch(ApiWorld world, String collection, String kind, OutputStream out) {
        this.world = world;
        this.collection = collection;
        this.kind = kind.split(" ");
        this.out = out;
    }

    /** Returns when it has ended. */
    void serve(Message request, Map<String, String> query, InputStream in) throws IOException, InterruptedException {
        long from = Long.parseLong(query.getOrDefault("resourceVersion", "0"));
        new Message("HTTP/1.1 101 Switching Protocols", List.of("Upgrade: websocket", "Connection: Upgrade",
                "Sec-WebSocket-Accept: " + accepted(request.header("Sec-WebSocket-Key"))), new byte[0]).write(out);
        FaultyProxy.start(() -> listen(in));
        try {
            long seen = from == 0 ? everything() : from;
            while (!ended) {
                List<ApiWorld.Change> changes = world.after(collection, seen, QUIET_MILLIS);
                for (ApiWorld.Change change : changes) {
                    send(event(change.type(), change.object()));
                    seen = change.version();
                }
                long now = world.version();
                if (changes.isEmpty() && now > seen && world.after(collection, seen, 0).isEmpty()) {
                    ObjectNode mark = ApiServer.JSON.createObjectNode();
                    mark.putObject("metadata").put("resourceVersion", Long.toString(now));
                    send(event("BOOKMARK", mark));
                    seen = now;
                }
            }
        } catch (ApiWorld.GoneException e) {
            send(Faults.tooOld());
            send(Frame.close());
        }
    }

    /** Who names no version hears of everything that is there first. */
    private long everything() throws IOException {
        ApiWorld.Listed all = world.list(collection);
        for (ObjectNode object : all.objects()) {
            send(event("ADDED", object));
        }
        return all.version();
    }

    private Frame event(String type, ObjectNode object) throws IOException {
        ObjectNode whole = ApiServer.JSON.createObjectNode().put("apiVersion", kind[0]).put("kind", kind[1]);
        whole.setAll(object);
        return Frame.text(ApiServer.JSON.writeValueAsString(ApiServer.JSON.createObjectNode().put("type", type).set("object", whole)));
    }

    private synchronized void send(Frame frame) throws IOException {
        out.write(frame.bytes());
        out.flush();
    }

    private void listen(InputStream in) {
        try {
            for (Frame frame = Frame.read(in); frame != null && frame.kind() != Frame.CLOSE; frame = Frame.read(in)) {
                if (frame.kind() == Frame.PING) {
                    send(Frame.pong(frame.payload()));
                }
            }
            send(Frame.close());
            ended = true;
        } catch (IOException e) {
            // The client has gone.
            ended = true;
        }
    }

    private static String accepted(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + ACCEPTED).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
