package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.testbed.registry.ControlPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

public class ControlPortTest {
    @Rule
    public final RegistryFixture fixture = new RegistryFixture();

    private ControlPort control;

    @Before
    public void open() throws IOException {
        control = new ControlPort(new InetSocketAddress("127.0.0.1", 0), fixture.registry());
    }

    @After
    public void close() {
        control.close();
    }

    @Test
    public void aRepositoryFailsAsOrderedAndServesTheSameImageAfterwards() throws Exception {
        String before = fixture.manifest("app");

        assertThat(send("PUT", "/repositories/app", "e503").statusCode()).isEqualTo(200);
        assertThat(fixture.head("/v2/app/manifests/v1").statusCode()).isEqualTo(503);
        send("DELETE", "/repositories/app", "");

        assertThat(fixture.manifest("app")).isEqualTo(before);
    }

    @Test
    public void wordsThatMakeNoSenseChangeNothing() throws Exception {
        HttpResponse<String> answer = send("PUT", "/repositories/app", "slow/fast");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no size");
        assertThat(send("PUT", "/hosts/hub.test", "tired").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/sideways", "").statusCode()).isEqualTo(404);
        assertThat(fixture.head("/v2/app/manifests/v1").statusCode()).isEqualTo(200);
    }

    @Test
    public void theLogTellsWhatWasAskedFor() throws Exception {
        fixture.head("/v2/e404/app/manifests/v1");
        fixture.head("/v2/other/manifests/v1");

        fixture.log("", 2);
        assertThat(send("GET", "/log/e404", "").body().lines())
                .singleElement()
                .asString()
                .contains("\"method\":\"HEAD\"", "\"repository\":\"e404/app\"", "\"place\":\"head\"", "\"status\":404");
        send("DELETE", "/log", "");
        assertThat(send("GET", "/log", "").body()).isEmpty();
    }

    @Test
    public void theRegistryGoesDownAndComesUp() throws Exception {
        send("POST", "/down", "");
        assertThatThrownBy(() -> fixture.get("/v2/")).isInstanceOf(IOException.class);
        send("POST", "/up", "");
        assertThat(fixture.get("/v2/").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/ca.pem", "").body()).isEqualTo(fixture.registry().authorityPem());
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + control.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
