package io.jenkins.plugins.prepullgate.testbed.real;

import io.jenkins.plugins.prepullgate.testbed.registry.LogEntry;
import io.jenkins.plugins.prepullgate.testbed.registry.MisbehavingRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.rules.ExternalResource;

/** A registry on the loopback and clients that trust it. Its clock stands still unless a test moves it. */
final class RegistryFixture extends ExternalResource {
    static final byte[] PROGRAM = "stands for busybox".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2018-01-26T18:00:00Z"));
    private MisbehavingRegistry registry;
    private SSLContext trusting;
    private HttpClient client;

    @Override
    protected void before() throws Throwable {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        MisbehavingRegistry.Addresses addresses = new MisbehavingRegistry.Addresses(
                loopback, InetAddress.getByName("127.0.0.2"), InetAddress.getByName("192.0.2.1"));
        InetSocketAddress any = new InetSocketAddress(loopback, 0);
        registry = new MisbehavingRegistry(any, any, addresses, PROGRAM, now::get);
        trusting = trusting(registry.authorityPem());
        client = HttpClient.newBuilder().sslContext(trusting).connectTimeout(PATIENCE).build();
    }

    @Override
    protected void after() {
        registry.close();
    }

    MisbehavingRegistry registry() {
        return registry;
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /** What was asked for in repositories whose path begins so: an entry is complete a moment after its answer. */
    List<LogEntry> log(String repository, int entries) {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> registry.log(repository), log -> log.size() >= entries);
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> head(String path) throws IOException, InterruptedException {
        HttpRequest request = request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** @param headers names and values in turn */
    private HttpRequest.Builder request(String path, String... headers) {
        URI uri = URI.create("https://127.0.0.1:" + registry.address().getPort() + path);
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    String manifest(String repository) throws IOException, InterruptedException {
        return new String(get("/v2/" + repository + "/manifests/v1").body(), StandardCharsets.UTF_8);
    }

    /** The path of the image's first layer, or of another of its blobs, in the order of the manifest: 0 is the config. */
    String blob(String repository, int index) throws IOException, InterruptedException {
        return "/v2/" + repository + "/blobs/" + digests(manifest(repository)).get(index);
    }

    static List<String> digests(String manifest) {
        return Pattern.compile("sha256:[0-9a-f]{64}").matcher(manifest).results().map(result -> result.group()).toList();
    }

    static String digest(byte[] content) throws GeneralSecurityException {
        return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    /** A handshake with the name asked for, which is also verified. */
    SSLSocket handshake(String host) throws IOException {
        Socket raw = new Socket(registry.address().getAddress(), registry.address().getPort());
        raw.setSoTimeout((int) PATIENCE.toMillis());
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(raw, host, registry.address().getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    private static SSLContext trusting(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "registry",
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
