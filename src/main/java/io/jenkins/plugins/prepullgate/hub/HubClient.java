package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Requests to one hub and its proxy, without waiting for them: two threads for all of them, connections used again. */
public final class HubClient implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final HubTarget target;
    private final ExecutorService threads;
    /** Java 17 cannot close it: its own thread ends when nobody holds it any more. */
    private final HttpClient http;

    private HubClient(HubTarget target, SSLContext trust) {
        this.target = target;
        this.threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "prepull-hub-" + COUNT.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(CONNECTING)
                // The offer to change to HTTP/2 would look like a WebSocket to configurable-http-proxy.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        this.http = (trust == null ? builder : builder.sslContext(trust)).build();
    }

    /** @throws ConnectionException when the certificates cannot be read; nothing is asked yet */
    public static HubClient connect(HubTarget target) throws ConnectionException {
        return new HubClient(target, target.caPem().isEmpty() ? null : trust(target.caPem()));
    }

    private static SSLContext trust(String pem) throws ConnectionException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw new ConnectionException(Kind.CONFIGURATION, "hub: the CA certificate holds no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConnectionException(Kind.CONFIGURATION, "hub: the CA certificate is not readable as PEM", e);
        }
    }

    HubTarget target() {
        return target;
    }

    /**
     * Sends a request. The answer fails with what {@link HubFailures} can name; cancelling it gives the connection up.
     *
     * @param limit for all of it, the body included
     */
    <T> CompletableFuture<HttpResponse<T>> send(HttpRequest.Builder request, BodyHandler<T> body, Duration limit) {
        CompletableFuture<HttpResponse<T>> exchange = http.sendAsync(request.timeout(limit).build(), body);
        // The library's own limit ends with the headers; it is the exchange that has to be cancelled, and not a copy of it.
        CompletableFuture<HttpResponse<T>> limited = exchange.copy().orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
        limited.whenComplete((answer, failure) -> {
            if (failure != null) {
                exchange.cancel(true);
            }
        });
        return limited;
    }

    /** A request to the hub itself, with the token. Servers of users never get to see it. */
    HttpRequest.Builder toHub(String path) {
        return HttpRequest.newBuilder(target.hub(path))
                .header("Authorization", "token " + target.token())
                // Hubs from 2.0 on answer in pages, with a link to the next; older ones do not know this and send everything.
                .header("Accept", "application/jupyterhub-pagination+json, application/json, */*;q=0.1");
    }

    /** A request to whatever the proxy has under this path, as a stranger. */
    HttpRequest.Builder toProxied(URI uri) {
        return HttpRequest.newBuilder(uri).GET();
    }

    /** Ends the threads; what is under way fails. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
