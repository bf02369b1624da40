package io.jenkins.plugins.prepullgate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An API server with a large cluster in a process of its own, so that what a client takes of memory and threads is its own. On all nodes but the last all pods of all pullers are ready; the line {@code end N} makes the last one of that rollout ready, and
 * is answered with {@link System#nanoTime()} of that, which on one machine is the same clock for all.
 */
public final class CrowdApi {
    private static final Pattern PATH = Pattern.compile("/apis?(?:/apps|/batch)?/v1/(?:namespaces/([^/?]+)/)?([a-z]+)(?:\\?(.*))?");
    private static final Pattern RELEASE = Pattern.compile("release(?:=|%3D)hub-(\\d+)");
    private static final Pattern PAGE = Pattern.compile("(?:^|&)limit=(\\d+)");
    private static final Pattern CONTINUE = Pattern.compile("(?:^|&)continue=(\\d+)");
    /** All that was there before the first change. */
    private static final long BEGIN = 1_000_000;

    private final CrowdShape shape;
    /** Made before anybody asks, since making them takes longer than a client waits. */
    private final String[] nodes;

    private final String[][] pods;
    private final String[][] events;
    private final AtomicLong version = new AtomicLong(BEGIN);
    private final Queue<CrowdWatch> watches = new ConcurrentLinkedQueue<>();

    private CrowdApi(CrowdShape shape) {
        this.shape = shape;
        nodes = texts(shape.nodes(), node -> CrowdObjects.node(shape, node));
        pods = new String[shape.rollouts()][];
        events = new String[shape.rollouts()][];
        int perPod = CrowdObjects.events();
        for (int i = 0; i < shape.rollouts(); i++) {
            int rollout = i;
            pods[i] = texts(shape.pods(), pod -> CrowdObjects.pod(shape, rollout, pod, pod < shape.pods() - 1, pod + 1));
            // The last pod's last pull goes on.
            events[i] = texts(shape.pods() * perPod - 1, event -> CrowdObjects.event(shape, rollout, event / perPod, event % perPod));
        }
    }

    private static String[] texts(int size, IntFunction<String> text) {
        return IntStream.range(0, size).mapToObj(text).toArray(String[]::new);
    }

    /** @param args of the {@link CrowdShape}, in its order */
    public static void main(String[] args) throws IOException {
        int[] sizes = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        CrowdApi api = new CrowdApi(new CrowdShape(sizes[0], sizes[1], sizes[2], sizes[3]));
        ServerSocket server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        daemon(() -> api.serve(server));
        System.out.println(server.getLocalPort());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println(api.end(Integer.parseInt(line.substring(line.indexOf(' ') + 1))));
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "crowd-api");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                CrowdConnection connection = new CrowdConnection(socket, this::list, watches::add);
                daemon(() -> {
                    connection.serve();
                    watches.removeIf(watch -> watch.of(connection));
                });
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private long end(int rollout) throws IOException {
        int last = shape.pods() - 1;
        String pod = CrowdObjects.pod(shape, rollout, last, true, version.incrementAndGet());
        String set = CrowdObjects.daemonSet(shape, rollout, shape.pods(), version.incrementAndGet());
        long now = System.nanoTime();
        for (CrowdWatch watch : watches) {
            if (watch.resource().equals("pods") && watch.release() == rollout) {
                watch.send("MODIFIED", pod);
            } else if (watch.resource().equals("daemonsets") && watch.namespace().equals(shape.namespace(rollout))) {
                watch.send("MODIFIED", set);
            }
        }
        return now;
    }

    /** What a request to read is answered with; null where there is nothing like it. */
    private String list(String target) {
        Matcher path = PATH.matcher(target);
        if (!path.matches()) {
            return null;
        }
        String namespace = path.group(1) == null ? "" : path.group(1);
        String query = path.group(3) == null ? "" : path.group(3);
        int[] rollouts = IntStream.range(0, shape.rollouts()).filter(rollout -> shape.namespace(rollout).equals(namespace)).toArray();
        int release = release(query);
        return page(query, switch (path.group(2)) {
            case "nodes" -> nodes;
            case "daemonsets" -> texts(rollouts.length, i -> CrowdObjects.daemonSet(shape, rollouts[i], shape.pods() - 1, BEGIN));
            case "pods" -> release < 0 ? new String[0] : pods[release];
            case "events" -> Arrays.stream(rollouts).mapToObj(rollout -> events[rollout]).flatMap(Arrays::stream).toArray(String[]::new);
            default -> new String[0];
        });
    }

    /** -1 when the query does not ask for one. */
    static int release(String query) {
        Matcher release = RELEASE.matcher(query);
        return release.find() ? Integer.parseInt(release.group(1)) : -1;
    }

    private String page(String query, String[] all) {
        int from = number(CONTINUE, query, 0);
        int to = Math.min(all.length, from + number(PAGE, query, all.length));
        String items = Arrays.stream(all, from, to).collect(Collectors.joining(","));
        String next = to < all.length ? ",\"continue\":\"" + to + "\"" : "";
        return "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"" + version.get() + "\"" + next + "},\"items\":[" + items + "]}";
    }

    private static int number(Pattern pattern, String query, int otherwise) {
        Matcher found = pattern.matcher(query);
        return found.find() ? Integer.parseInt(found.group(1)) : otherwise;
    }

    /** A watch of what is asked for; it hears of what changes from now on. */
    static CrowdWatch watch(CrowdConnection connection, String target) {
        Matcher path = PATH.matcher(target);
        if (!path.matches()) {
            throw new IllegalArgumentException(target);
        }
        String query = path.group(3) == null ? "" : path.group(3);
        return new CrowdWatch(connection, path.group(2), path.group(1) == null ? "" : path.group(1), release(query));
    }
}
