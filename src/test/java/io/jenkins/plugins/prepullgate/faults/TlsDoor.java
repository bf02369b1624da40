package io.jenkins.plugins.prepullgate.faults;

import io.jenkins.plugins.prepullgate.testbed.registry.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS before a server on this machine that speaks plainly, with a certificate that can be changed while it runs. */
final class TlsDoor implements AutoCloseable {
    private static final char[] NO_PASSWORD = new char[0];

    private final int serverPort;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile SSLSocketFactory shown;

    TlsDoor(int serverPort, Authority.Identity identity) {
        this.serverPort = serverPort;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        show(identity);
        FaultyProxy.start(this::serve);
    }

    String url() {
        return "https://localhost:" + listener.getLocalPort();
    }

    /** As a server that is started again with another certificate: whoever is connected is cut, and whoever comes sees the new one. */
    void show(Authority.Identity identity) {
        SSLSocketFactory fresh = sockets(identity);
        synchronized (this) {
            shown = fresh;
            entered.set(0);
            turnedAway.set(0);
        }
        sockets.forEach(TlsDoor::close);
    }

    /** One more, unless another certificate is shown meanwhile: then it says nothing of that one. */
    private synchronized void count(AtomicInteger visitors, SSLSocketFactory seen) {
        if (shown == seen) {
            visitors.incrementAndGet();
        }
    }

    /** How many have accepted the certificate that is shown. */
    int entered() {
        return entered.get();
    }

    /** How many have refused it. */
    int turnedAway() {
        return turnedAway.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(TlsDoor::close);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                FaultyProxy.start(() -> enter(near));
            } catch (SocketException e) {
                // Closed.
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void enter(Socket plain) {
        SSLSocketFactory now = shown;
        try (SSLSocket near = (SSLSocket) now.createSocket(plain, null, true)) {
            near.setUseClientMode(false);
            near.startHandshake();
            // What is sent back tells that the certificate was accepted: TLS 1.3 lets a server finish before its client has looked.
            int first = near.getInputStream().read();
            if (first >= 0) {
                count(entered, now);
                carry(near, first, now);
            }
        } catch (IOException e) {
            // The client does not believe the certificate, or the door was shut.
            count(turnedAway, now);
        }
    }

    private void carry(SSLSocket near, int first, SSLSocketFactory believed) throws IOException {
        try (Socket far = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            sockets.add(near);
            sockets.add(far);
            // Shown another one meanwhile, and too late for the cut: it must not outlive it.
            if (shown == believed) {
                far.getOutputStream().write(first);
                FaultyProxy.start(() -> back(far, near));
                near.getInputStream().transferTo(far.getOutputStream());
            }
        } finally {
            sockets.remove(near);
        }
    }

    private void back(Socket far, Socket near) {
        try (far; near) {
            far.getInputStream().transferTo(near.getOutputStream());
        } catch (IOException e) {
            // Cut: both ends are closed, which is all there is to do.
            sockets.remove(far);
        } finally {
            sockets.remove(far);
        }
    }

    private static SSLSocketFactory sockets(Authority.Identity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            X509Certificate[] chain = identity.chain();
            store.setKeyEntry("server", identity.key(), NO_PASSWORD, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no certificate", e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
