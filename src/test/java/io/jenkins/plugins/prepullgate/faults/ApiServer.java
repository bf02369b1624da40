package io.jenkins.plugins.prepullgate.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** An API server in memory that lists, page by page, and watches what an {@link ApiWorld} holds. It never errs: that is for {@link FaultyProxy}. */
public final class ApiServer implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    /** Small, so that lists have several pages. */
    private static final int PAGE = 3;

    private static final Map<String, String> KINDS = Map.of(
            "nodes", "v1 Node", "pods", "v1 Pod", "events", "v1 Event", "configmaps", "v1 ConfigMap", "daemonsets", "apps/v1 DaemonSet",
            "jobs", "batch/v1 Job");

    private final ApiWorld world;
    private final ServerSocket listener;
    /** Gives the date of an answer; to null where it has none, as behind some proxies. */
    private volatile Supplier<String> date = () -> null;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<String, ApiWorld.Listed> lists = new ConcurrentHashMap<>();

    public ApiServer(ApiWorld world) {
        this.world = world;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FaultyProxy.start(this::accept);
    }

    /** From now on lists carry such a date. */
    void dated(Supplier<String> dates) {
        date = dates;
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                FaultyProxy.start(() -> serve(socket));
            } catch (SocketException e) {
                // Closed.
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Message request = Message.read(in); request != null; request = Message.read(in)) {
                String[] target = request.target().split("\\?", 2);
                Map<String, String> query = query(target.length > 1 ? target[1] : "");
                String collection = target[0].substring(target[0].lastIndexOf('/') + 1);
                if (target[0].matches("/api/v1/namespaces/[^/]+")) {
                    Message.answer(200, "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + collection + "\"}}").write(out);
                } else if (!KINDS.containsKey(collection)) {
                    Message.answer(404, "{\"kind\":\"Status\",\"code\":404,\"message\":\"no such thing\"}").write(out);
                } else if (request.upgrades()) {
                    new ServedWatch(world, collection, KINDS.get(collection), out).serve(request, query, in);
                    return;
                } else {
                    list(collection, query).write(out);
                }
            }
        } catch (IOException | InterruptedException e) {
            // Cut by the client or by close(); nothing depends on it.
            sockets.remove(socket);
        } finally {
            sockets.remove(socket);
        }
    }

    private Message list(String collection, Map<String, String> query) throws IOException {
        String token = query.getOrDefault("continue", "");
        ApiWorld.Listed listed = token.isEmpty() ? world.list(collection) : lists.get(collection + token.split("-")[0]);
        if (listed == null || !world.keeps(listed.version())) {
            return Message.answer(410, "{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\",\"message\":\"the continue token is too old\"}");
        }
        int from = token.isEmpty() ? 0 : Integer.parseInt(token.split("-")[1]);
        List<ObjectNode> page = listed.objects().subList(from, Math.min(from + PAGE, listed.objects().size()));
        String[] kind = KINDS.get(collection).split(" ");
        ObjectNode body = JSON.createObjectNode().put("apiVersion", kind[0]).put("kind", kind[1] + "List");
        ObjectNode meta = body.putObject("metadata").put("resourceVersion", Long.toString(listed.version()));
        if (from + PAGE < listed.objects().size()) {
            lists.values().removeIf(older -> !world.keeps(older.version()));
            lists.put(collection + listed.version(), listed);
            meta.put("continue", listed.version() + "-" + (from + PAGE));
        }
        page.forEach(body.putArray("items")::add);
        String dated = date.get();
        return Message.answer(200, JSON.writeValueAsString(body), dated == null ? new String[0] : new String[] {"Date: " + dated});
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return query;
    }
}
