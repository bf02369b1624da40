package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.junit.Rule;
import org.junit.Test;

public class RegistryHostsTest {
    private static final int NO_SUCH_NAME = 3;
    private static final int SERVER_FAILURE = 2;

    @Rule
    public final RegistryFixture fixture = new RegistryFixture();

    @Test
    public void aGoodHostHasACertificateForItsName() throws Exception {
        fixture.handshake("hub.test").close();
        fixture.handshake("any.other.hub.test").close();
    }

    @Test
    public void aBadCertificateIsRefusedForItsReason() {
        assertThatThrownBy(() -> fixture.handshake("selfsigned.test")).hasMessageContaining("unable to find valid certification path");
        assertThatThrownBy(() -> fixture.handshake("a.expired.test")).hasStackTraceContaining("CertificateExpiredException");
        assertThatThrownBy(() -> fixture.handshake("notyet.test")).hasStackTraceContaining("CertificateNotYetValidException");
        assertThatThrownBy(() -> fixture.handshake("othername.test"))
                .hasStackTraceContaining("No subject alternative DNS name matching othername.test");
    }

    @Test
    public void aBadConnectionBreaksBeforeTheHandshakeIsOver() {
        assertThatThrownBy(() -> fixture.handshake("reset.test")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> fixture.handshake("closed.test")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> fixture.handshake("alert.test")).hasMessageContaining("handshake_failure");
        assertThatThrownBy(() -> fixture.handshake("plain.test")).isInstanceOf(SSLException.class).hasMessageContaining("SSL message");
    }

    @Test
    public void aFaultOfAHostEndsByItself() throws Exception {
        assertThatThrownBy(() -> fixture.handshake("expired.for-60s.test")).isInstanceOf(IOException.class);

        fixture.pass(Duration.ofSeconds(60));

        fixture.handshake("expired.for-60s.test").close();
    }

    @Test
    public void downIsRefusedAndUpIsAsBefore() throws Exception {
        fixture.registry().goDown();
        assertThatThrownBy(() -> fixture.get("/v2/")).isInstanceOf(IOException.class);

        fixture.registry().comeUp();

        assertThat(fixture.get("/v2/").statusCode()).isEqualTo(200);
    }

    @Test
    public void namesBelowTestLeadToTheRegistryAndOthersNowhere() throws Exception {
        assertThat(resolve("hub.test")).isEqualTo("127.0.0.1");
        assertThat(resolve("refused.test")).isEqualTo("127.0.0.2");
        assertThat(resolve("unreachable.test")).isEqualTo("192.0.2.1");
        assertThat(resolve("hub.example")).isEqualTo("code " + NO_SUCH_NAME);
    }

    @Test
    public void aNameElsewhereExistsOnceSomethingIsOrderedForIt() throws Exception {
        fixture.registry().failHost("registry.k8s.io", "none");

        assertThat(resolve("registry.k8s.io")).isEqualTo("127.0.0.1");
        fixture.handshake("registry.k8s.io").close();
    }

    @Test
    public void aNameFailsAsItsLabelsSay() throws Exception {
        assertThat(resolve("nxdomain.test")).isEqualTo("code " + NO_SUCH_NAME);
        assertThat(resolve("servfail.test")).isEqualTo("code " + SERVER_FAILURE);
        assertThatThrownBy(() -> resolve("dnssilent.test", 500)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    public void anOrderFromOutsideCountsMoreThanTheLabels() throws Exception {
        fixture.registry().failHost("hub.test", "nxdomain");
        assertThat(resolve("hub.test")).isEqualTo("code " + NO_SUCH_NAME);
        fixture.registry().failHost("hub.test", null);
        assertThat(resolve("hub.test")).isEqualTo("127.0.0.1");
    }

    private String resolve(String name) throws IOException {
        return resolve(name, 60_000);
    }

    /** The address, or the answer's code. */
    private String resolve(String name, int millis) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream question = new DataOutputStream(bytes);
        question.write(new byte[] {1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.")) {
            question.writeByte(label.length());
            question.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        question.write(new byte[] {0, 0, 1, 0, 1});
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(millis);
            socket.send(new DatagramPacket(bytes.toByteArray(), bytes.size(), fixture.registry().dnsAddress()));
            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            byte[] data = answer.getData();
            assertThat(data).startsWith(1, 2);
            int code = data[3] & 0xf;
            return code != 0
                    ? "code " + code
                    : InetAddress.getByAddress(Arrays.copyOfRange(data, answer.getLength() - 4, answer.getLength())).getHostAddress();
        }
    }
}
