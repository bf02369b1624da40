package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** A listening port that can be shut and opened again, with all connections that came through it. */
final class Door {
    private final Consumer<Socket> visitor;
    private final ExecutorService threads;
    private final Set<Socket> inside = ConcurrentHashMap.newKeySet();
    private final InetSocketAddress address;
    private ServerSocket listening;

    /** @param wanted port 0: any free one */
    Door(InetSocketAddress wanted, ExecutorService threads, Consumer<Socket> visitor) throws IOException {
        this.visitor = visitor;
        this.threads = threads;
        listening = listen(wanted);
        address = (InetSocketAddress) listening.getLocalSocketAddress();
    }

    InetSocketAddress address() {
        return address;
    }

    /** Connections are refused from now on, and the present ones end. */
    synchronized void shut() {
        try {
            listening.close();
            for (Socket socket : inside) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does nothing when it is open. */
    synchronized void open() {
        try {
            if (listening.isClosed()) {
                listening = listen(address);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + " again", e);
        }
    }

    private ServerSocket listen(InetSocketAddress where) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(where, 200);
        threads.execute(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket socket) {
        try {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                inside.add(client);
                threads.execute(() -> {
                    try {
                        visitor.accept(client);
                    } finally {
                        inside.remove(client);
                    }
                });
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException("cannot accept on " + address, e);
            }
        }
    }
}
