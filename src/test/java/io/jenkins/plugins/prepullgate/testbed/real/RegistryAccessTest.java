package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;

public class RegistryAccessTest {
    private static final String RIGHT = basic("puller:secret");

    @Rule
    public final RegistryFixture fixture = new RegistryFixture();

    @Test
    public void basicIsForThoseWhoKnowThePassword() throws Exception {
        String path = "/v2/basic/app/manifests/v1";

        assertThat(fixture.get(path).headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
        assertThat(fixture.get(path, "Authorization", basic("puller:wrong")).statusCode()).isEqualTo(401);
        assertThat(fixture.get(path, "Authorization", RIGHT).statusCode()).isEqualTo(200);
    }

    @Test
    public void bearerGivesNoTokenToThoseWhoDoNotKnowThePassword() throws Exception {
        String tokens = "/token?service=registry.test&scope=repository%3Abearer%2Fapp%3Apull";

        assertThat(fixture.get("/v2/bearer/app/manifests/v1").headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer realm=\"https://127.0.0.1:");
        assertThat(fixture.get(tokens).statusCode()).isEqualTo(401);
        String token = token(fixture.get(tokens, "Authorization", RIGHT));
        assertThat(fixture.get("/v2/bearer/app/manifests/v1", "Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
        assertThat(fixture.get("/v2/bearer/other/manifests/v1", "Authorization", "Bearer " + token).statusCode()).isEqualTo(401);
    }

    @Test
    public void anonymousGivesEverybodyAToken() throws Exception {
        assertThat(fixture.get("/v2/anonymous/app/manifests/v1").statusCode()).isEqualTo(401);
        String token = token(fixture.get("/token?scope=repository:anonymous/app:pull"));
        assertThat(fixture.get("/v2/anonymous/app/manifests/v1", "Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
    }

    @Test
    public void deniedGivesATokenThatIsGoodForNothing() throws Exception {
        String token = token(fixture.get("/token?scope=repository:denied/app:pull"));

        HttpResponse<byte[]> answer = fixture.get("/v2/denied/app/manifests/v1", "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("insufficient_scope");
    }

    @Test
    public void theTokenServiceFailsToo() throws Exception {
        assertThat(fixture.get("/v2/anonymous/on/token/e500/app/manifests/v1").statusCode()).isEqualTo(401);
        assertThat(fixture.get("/token?scope=repository:anonymous/on/token/e500/app:pull").statusCode()).isEqualTo(500);
    }

    @Test
    public void theLogNamesTheUserAndNoSecret() throws Exception {
        fixture.get("/v2/basic/app/manifests/v1", "Authorization", RIGHT);

        assertThat(fixture.log("basic/app", 1)).singleElement().satisfies(entry -> {
            assertThat(entry.user()).isEqualTo("puller");
            assertThat(entry.json()).contains("\"status\":200").doesNotContain("secret").doesNotContain(RIGHT.substring(6));
        });
    }

    private static String token(HttpResponse<byte[]> answer) {
        Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(new String(answer.body(), StandardCharsets.UTF_8));
        assertThat(token.find()).as("status %s", answer.statusCode()).isTrue();
        return token.group(1);
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
