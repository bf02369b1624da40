package io.jenkins.plugins.prepullgate.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Stands between one tool and the API server, on loopback, and counts what passes; TLS goes through unread. */
final class CountingRelay implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CountingRelay.class.getName());
    private static final int CHUNK = 64 * 1024;

    private final InetSocketAddress server;
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong received = new AtomicLong();

    /** @param server the API server's address, with its port */
    CountingRelay(URI server) {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread("relay-door", this::accept);
    }

    URI address() {
        return URI.create("https://127.0.0.1:" + door.getLocalPort());
    }

    /** Bytes that the server has sent so far, as they are on the wire. */
    long received() {
        return received.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket tool = door.accept();
                Socket api = new Socket();
                api.connect(server);
                open.addAll(List.of(tool, api));
                thread("relay-up", () -> pump(tool, api, null));
                thread("relay-down", () -> pump(api, tool, received));
            } catch (IOException e) {
                LOG.log(door.isClosed() ? Level.FINE : Level.WARNING, "relay", e);
            }
        }
    }

    private static void pump(Socket from, Socket to, AtomicLong count) {
        byte[] chunk = new byte[CHUNK];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                out.write(chunk, 0, read);
                if (count != null) {
                    count.addAndGet(read);
                }
            }
        } catch (IOException e) {
            // One side has hung up, as tools do when they end.
            LOG.log(Level.FINE, "relay", e);
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "relay", e);
        }
    }
}
