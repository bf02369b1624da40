package io.jenkins.plugins.prepullgate.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a server on this machine that can be cut, unplugged and silenced. */
public final class Wire implements AutoCloseable {
    private final int serverPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listener;
    private volatile boolean silent;

    public Wire(int serverPort) {
        this.serverPort = serverPort;
        this.port = plug(0);
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /** Ends of connections that are open, two of each. */
    public int open() {
        return sockets.size();
    }

    /** Ends all connections; new ones are welcome. */
    public void cut() {
        for (Socket socket : sockets) {
            close(socket);
        }
    }

    /** Ends all connections and listens no more. */
    public void unplug() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    /** Listens again, where it listened before. */
    public void plugIn() {
        plug(port);
    }

    /** Connections stay open, and what is sent through them goes nowhere. */
    public void silence() {
        silent = true;
    }

    public void speak() {
        silent = false;
    }

    @Override
    public void close() {
        unplug();
    }

    private int plug(int where) {
        try {
            ServerSocket fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), where));
            listener = fresh;
            thread(() -> accept(fresh));
            return fresh.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket near = from.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(near);
                sockets.add(far);
                if (from.isClosed()) {
                    // Unplugged since it was accepted, and too late for the cut: it must not outlive it.
                    close(near);
                    close(far);
                    return;
                }
                thread(() -> carry(near, far));
                thread(() -> carry(far, near));
            } catch (SocketException e) {
                // Unplugged.
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!silent) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // Cut: both ends are closed, which is all there is to do.
            sockets.remove(to);
        } finally {
            sockets.remove(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
