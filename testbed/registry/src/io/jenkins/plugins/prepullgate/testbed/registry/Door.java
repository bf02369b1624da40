package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** A listening port that can be shut and opened again, with all connections that came through it. */
final class Door {
    private final Consumer<Socket> visitor;
    private final ExecutorService threads;
    private final Set<Socket> inside = ConcurrentHashMap.newKeySet();
    private final InetSocketAddress address;
    private ServerSocket listening;
    private Future<?> accepting;

    /** @param wanted port 0: any free one */
    Door(InetSocketAddress wanted, ExecutorService threads, Consumer<Socket> visitor) throws IOException {
        this.visitor = visitor;
        this.threads = threads;
        listen(wanted);
        address = (InetSocketAddress) listening.getLocalSocketAddress();
    }

    InetSocketAddress address() {
        return address;
    }

    /** Once this returns, connections are refused, and the former ones have ended. */
    synchronized void shut() {
        try {
            listening.close();
            // The port is held by the thread that waits on it until that wakes up.
            accepting.get();
            for (Socket socket : inside) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody was listening on " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does nothing when it is open. */
    synchronized void open() {
        try {
            if (listening.isClosed()) {
                listen(address);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + " again", e);
        }
    }

    private void listen(InetSocketAddress where) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(where, 200);
        listening = socket;
        accepting = threads.submit(() -> {
            accept(socket);
            return null;
        });
    }

    private void accept(ServerSocket socket) throws IOException {
        try {
            while (true) {
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
                throw e;
            }
        }
    }
}
