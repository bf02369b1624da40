package io.jenkins.plugins.prepullgate.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An HTTP proxy on loopback between the gate and an API server, in memory or real, that makes trouble as {@link #faults} says. It speaks plain
 * HTTP to the gate, knows requests from watches, and reads a watch event by event.
 */
public final class FaultyProxy implements AutoCloseable {
    /** Makes connections to the API server. */
    @FunctionalInterface
    public interface Upstream {
        Socket open() throws IOException;
    }

    /** What goes wrong; nothing at first. */
    public final Faults faults = new Faults();

    private final Upstream upstream;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<WatchRelay> watches = ConcurrentHashMap.newKeySet();
    private final ServerSocket listener;
    private volatile boolean refusing;

    public FaultyProxy(Upstream upstream) {
        this.upstream = upstream;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::serve);
    }

    /** One before a server on this machine that speaks plain HTTP. */
    public static FaultyProxy before(int serverPort) {
        return new FaultyProxy(() -> new Socket(InetAddress.getLoopbackAddress(), serverPort));
    }

    public String url() {
        return "http://localhost:" + listener.getLocalPort();
    }

    /** Ends all connections, wherever they are in their text; new ones are welcome. */
    public void cut() {
        sockets.forEach(FaultyProxy::close);
    }

    /** Ends all connections, and from now on each new one at once. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /** Accepts connections again. */
    public void accept() {
        refusing = false;
    }

    /** Ends all watches in good order, as a server does that has had them long enough. */
    public void endWatches() {
        watches.forEach(watch -> watch.end(Frame.close()));
    }

    /** Ends all watches as too old to be continued. */
    public void outdateWatches() {
        watches.forEach(watch -> {
            watch.send(Faults.tooOld());
            watch.end(Frame.close());
        });
    }

    public int watches() {
        return watches.size();
    }

    @Override
    public void close() {
        close(listener);
        refuse();
        faults.release();
    }

    Socket connect() throws IOException {
        return keep(upstream.open());
    }

    void begun(WatchRelay watch) {
        watches.add(watch);
    }

    void ended(WatchRelay watch) {
        watches.remove(watch);
    }

    void forget(Socket socket) {
        sockets.remove(socket);
        close(socket);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket near = keep(listener.accept());
                if (refusing) {
                    // Also one that was accepted too late for the cut: it must not outlive it.
                    forget(near);
                } else {
                    start(new ProxiedConnection(this, near));
                }
            } catch (SocketException e) {
                // Closed for good.
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Socket keep(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
