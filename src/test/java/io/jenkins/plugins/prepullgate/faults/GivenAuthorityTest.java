package io.jenkins.plugins.prepullgate.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.testbed.registry.Authority;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A cluster's CA that is given is the only one trusted, whomever the JVM trusts beside it. */
public class GivenAuthorityTest {
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ApiServer server = new ApiServer(new ApiWorld());
    private final String storeBefore = System.getProperty(STORE);
    private final String passwordBefore = System.getProperty(PASSWORD);
    private Authority own;
    private Authority ofTheWorld;
    private TlsDoor door;

    @Before
    public void open() throws Exception {
        own = new Authority("the cluster's");
        ofTheWorld = new Authority("the world's");
        System.setProperty(STORE, trusting(ofTheWorld).toString());
        System.setProperty(PASSWORD, "changeit");
        door = new TlsDoor(server.port(), RenewedCertificateTest.issuedBy(ofTheWorld));
    }

    @After
    public void close() {
        door.close();
        server.close();
        restore(STORE, storeBefore);
        restore(PASSWORD, passwordBefore);
    }

    private static void restore(String property, String before) {
        if (before == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, before);
        }
    }

    private Path trusting(Authority authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        byte[] pem = authority.pem().getBytes(StandardCharsets.UTF_8);
        store.setCertificateEntry("world", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        Path file = folder.newFile("world.p12").toPath();
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }

    private void readNodes(String caPem) throws ConnectionException {
        ClusterTarget target = ClusterTarget.of(door.url(), new Credentials.None()).withCa(caPem).withName("prod");
        try (ClusterClient client = ClusterClient.connect(target)) {
            assertThat(client.nodes()).isEmpty();
        }
    }

    @Test
    public void whomTheJvmTrustsIsNotBelievedForThat() {
        assertThatThrownBy(() -> readNodes(own.pem())).isInstanceOf(ConnectionException.class).hasMessageContaining("prod: TLS fails: ");

        assertThat(door.entered()).isZero();
    }

    @Test
    public void whomItIsGivenForIsBelieved() throws Exception {
        readNodes(ofTheWorld.pem());
        readNodes(own.pem() + ofTheWorld.pem());

        assertThat(door.entered()).isPositive();
    }
}
