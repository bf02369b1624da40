package io.jenkins.plugins.prepullgate.testbed.nodes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Carries connections from one address to another. A unix socket belongs to no network namespace: one relay inside leads it to a TCP port there,
 * another outside leads a TCP port of the loopback to it, and so a test outside reaches a server inside, without a route between the two.
 *
 * <p>Arguments: {@code FROM=TO}, each {@code unix:PATH} or {@code tcp:ADDRESS:PORT}. Prints the addresses that it listens on, one a line, in
 * the order of the arguments; runs until it is killed.
 */
public final class Relay {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private Relay() {}

    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            System.err.println("usage: FROM=TO..., each unix:PATH or tcp:ADDRESS:PORT");
            System.exit(2);
        }
        for (String arg : args) {
            SocketAddress from = address(arg.substring(0, arg.indexOf('=')));
            SocketAddress to = address(arg.substring(arg.indexOf('=') + 1));
            ServerSocketChannel listening = from instanceof UnixDomainSocketAddress
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            listening.bind(from);
            THREADS.execute(() -> accept(listening, to));
            String where = listening.getLocalAddress() instanceof InetSocketAddress tcp
                    ? tcp.getAddress().getHostAddress() + ":" + tcp.getPort()
                    : from.toString();
            System.out.println(where);
        }
    }

    private static SocketAddress address(String text) {
        if (text.startsWith("unix:")) {
            return UnixDomainSocketAddress.of(text.substring("unix:".length()));
        }
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring("tcp:".length(), colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static void accept(ServerSocketChannel listening, SocketAddress to) {
        while (true) {
            try {
                SocketChannel client = listening.accept();
                THREADS.execute(() -> connect(client, to));
            } catch (IOException e) {
                System.err.println("cannot accept: " + e);
                return;
            }
        }
    }

    /** A target that does not answer closes the client's connection, as it would have been refused without a relay. */
    private static void connect(SocketChannel client, SocketAddress to) {
        try (client;
                SocketChannel target = SocketChannel.open(to)) {
            for (SocketChannel end : new SocketChannel[] {client, target}) {
                if (end.getLocalAddress() instanceof InetSocketAddress) {
                    end.setOption(StandardSocketOptions.TCP_NODELAY, true);
                }
            }
            Future<?> back = THREADS.submit(() -> carry(target, client));
            carry(client, target);
            back.get();
        } catch (IOException | ExecutionException e) {
            System.err.println(to + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Void carry(SocketChannel from, SocketChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone; closing both frees the thread of the other direction.
            from.close();
            to.close();
            throw e;
        }
        return null;
    }
}
