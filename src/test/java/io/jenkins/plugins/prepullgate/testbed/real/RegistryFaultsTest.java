package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.testbed.registry.LogEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.Rule;
import org.junit.Test;

public class RegistryFaultsTest {
    @Rule
    public final RegistryFixture fixture = new RegistryFixture();

    @Test
    public void aStatusInThePathIsTheAnswerToManifests() throws Exception {
        for (int status : new int[] {401, 403, 404, 429, 500, 502, 503, 504}) {
            String path = "/v2/e" + status + "/app/manifests/v1";
            assertThat(fixture.head(path).statusCode()).isEqualTo(status);
            assertThat(fixture.get(path).statusCode()).isEqualTo(status);
        }
        assertThat(fixture.get("/v2/e429/app/manifests/v1").headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    public void aFaultBefallsOnlyTheRequestsThatItIsMeantFor() throws Exception {
        assertThat(fixture.head("/v2/on/get/e500/app/manifests/v1").statusCode()).isEqualTo(200);
        assertThat(fixture.get("/v2/on/get/e500/app/manifests/v1").statusCode()).isEqualTo(500);
        assertThat(fixture.get(fixture.blob("on/layer/e503/app", 0)).statusCode()).isEqualTo(200);
        assertThat(fixture.get(fixture.blob("on/layer/e503/app", 1)).statusCode()).isEqualTo(503);
        assertThat(fixture.get(fixture.blob("on/config/e403/app", 0)).statusCode()).isEqualTo(403);
    }

    @Test
    public void aFaultEndsByItselfAfterItsTime() throws Exception {
        String path = "/v2/for/60s/e404/app/manifests/v1";
        assertThat(fixture.head(path).statusCode()).isEqualTo(404);

        fixture.pass(Duration.ofSeconds(59));
        assertThat(fixture.head(path).statusCode()).isEqualTo(404);
        fixture.pass(Duration.ofSeconds(1));

        assertThat(fixture.head(path).statusCode()).isEqualTo(200);
    }

    @Test
    public void aFaultEndsByItselfAfterSoManyTimes() throws Exception {
        String path = "/v2/times/2/e502/app/manifests/v1";

        assertThat(fixture.head(path).statusCode()).isEqualTo(502);
        assertThat(fixture.head(path).statusCode()).isEqualTo(502);
        assertThat(fixture.head(path).statusCode()).isEqualTo(200);
    }

    @Test
    public void aTruncatedLayerEndsInTheMiddle() throws Exception {
        String path = fixture.blob("size/1m/truncated/app", 2);

        assertThatThrownBy(() -> fixture.get(path)).isInstanceOf(IOException.class);
        LogEntry layer = fixture.log("size/1m/truncated/app", 2).get(1);
        assertThat(layer.place()).isEqualTo("layer");
        assertThat(layer.bytes()).isBetween(500_000L, 600_000L);
        assertThat(layer.outcome()).isEqualTo("close");
    }

    @Test
    public void aCorruptLayerHasAnotherDigestAndTheSameLength() throws Exception {
        String path = fixture.blob("corrupt/app", 1);

        HttpResponse<byte[]> layer = fixture.get(path);

        assertThat(path).doesNotEndWith(RegistryFixture.digest(layer.body()));
        assertThat(layer.headers().firstValueAsLong("Content-Length")).hasValue(layer.body().length);
    }

    @Test
    public void aStalledLayerSendsItsFirstBytesAndThenNothing() throws Exception {
        String path = fixture.blob("size/1m/stalls/4096/app", 2);
        try (SSLSocket socket = fixture.handshake("hub.test")) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: hub.test\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();

            String received = new String(in.readNBytes(4096), StandardCharsets.ISO_8859_1);
            int head = received.indexOf("\r\n\r\n") + 4;
            assertThat(in.readNBytes(head)).hasSize(head);
            socket.setSoTimeout(500);

            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    public void aSlowLayerComesAtItsRate() throws Exception {
        String path = fixture.blob("slow/200k/size/100k/app", 2);
        long began = System.nanoTime();

        fixture.get(path);

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isBetween(450L, 30_000L);
    }

    @Test
    public void resetsClosesAndSilenceAreWhatTheySay() throws Exception {
        assertThatThrownBy(() -> fixture.get("/v2/resets/app/manifests/v1")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> fixture.get("/v2/closes/app/manifests/v1")).isInstanceOf(IOException.class);
        assertThat(fixture.log("resets/app", 1).get(0).outcome()).isEqualTo("reset");
        assertThat(fixture.log("closes/app", 1).get(0).outcome()).isEqualTo("close");
        try (SSLSocket socket = fixture.handshake("hub.test")) {
            socket.setSoTimeout(500);
            socket.getOutputStream().write("GET /v2/hangs/app/manifests/v1 HTTP/1.1\r\nHost: hub.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    public void aPortalAnswersWithAPageAndATypeIsWhatThePathSays() throws Exception {
        HttpResponse<byte[]> page = fixture.get("/v2/portal/app/manifests/v1");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(fixture.head("/v2/type/octets/app/manifests/v1").headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(fixture.head("/v2/type/none/app/manifests/v1").headers().firstValue("Content-Type")).isEmpty();
    }

    @Test
    public void aBlobIsSentElsewhereUntilTheClientIsThere() throws Exception {
        HttpResponse<byte[]> here = fixture.get(fixture.blob("via/cdn.nxdomain.test/app", 1));
        HttpResponse<byte[]> there = fixture.get(fixture.blob("via/127.0.0.1/app", 1));

        assertThat(here.statusCode()).isEqualTo(307);
        assertThat(here.headers().firstValue("Location").orElseThrow())
                .startsWith("https://cdn.nxdomain.test/v2/via/cdn.nxdomain.test/app/blobs/sha256:");
        assertThat(there.statusCode()).isEqualTo(200);
    }
}
