package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.net.URI;
import java.util.List;
import org.junit.Test;

public class HubTargetTest {
    @Test
    public void anAddressMayBeWrittenInSeveralWays() throws ConnectionException {
        for (String url : List.of(
                "https://hub.example.org", "https://hub.example.org/", " https://hub.example.org/hub/", "https://hub.example.org/hub")) {
            HubTarget target = HubTarget.of(url, "t", null);
            assertThat(target.hub("api/users")).hasToString("https://hub.example.org/hub/api/users");
            assertThat(target.displayName()).isEqualTo("hub.example.org");
        }
    }

    @Test
    public void aBasePathBelongsToTheHubAndIsPartOfARoutesOwnUrl() throws ConnectionException {
        HubTarget target = HubTarget.of("https://example.org:8443/jupyter", "t", "");
        assertThat(target.hub("api/proxy")).hasToString("https://example.org:8443/jupyter/hub/api/proxy");
        assertThat(target.proxied("/jupyter/user/jane/api")).hasToString("https://example.org:8443/jupyter/user/jane/api");
        assertThat(target.displayName()).isEqualTo("example.org:8443/jupyter");
    }

    @Test
    public void aServerWithADomainOfItsOwnIsAskedThere() throws ConnectionException {
        HubTarget target = HubTarget.of("https://hub.example.org/", "t", "");
        assertThat(target.proxied("https://jane.hub.example.org/user/jane/api")).hasToString("https://jane.hub.example.org/user/jane/api");
    }

    @Test
    public void aRouteIsTheHubsOnItsOwnHostAndUnderItAndNowhereElse() throws ConnectionException {
        HubTarget target = HubTarget.of("https://hub.example.org/", "t", "");
        for (String own : List.of("https://hub.example.org/user/a/", "https://jane.HUB.example.org/user/a/", "https://hub.example.org:443/x")) {
            assertThat(target.answersFor(URI.create(own), "")).as(own).isTrue();
        }
        List<String> others = List.of(
                "http://hub.example.org/", "https://hub.example.org:6443/", "https://example.org/", "https://evilhub.example.org/",
                "https://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "https://hub.example.org@evil.test/",
                "https://hub.example.org.evil.test/");
        for (String other : others) {
            assertThat(target.answersFor(URI.create(other), "")).as(other).isFalse();
            assertThat(target.answersFor(URI.create(other), "users.example.net")).as(other).isFalse();
        }
        assertThat(target.answersFor(URI.create("https://jane.users.example.net/user/jane/"), "users.example.net")).isTrue();
    }

    @Test
    public void theTokenIsNeverShown() throws ConnectionException {
        assertThat(HubTarget.of("https://hub.example.org", "s3cret\n", "").toString()).doesNotContain("s3cret");
    }

    @Test
    public void whatCannotBeAHubIsRefusedBeforeItIsAsked() {
        for (String url : List.of(
                "hub.example.org", "ftp://hub.example.org", "https://jane:pw@hub.example.org", "https://hub.example.org/?x=1", "https://")) {
            assertThatThrownBy(() -> HubTarget.of(url, "t", "")).isInstanceOf(ConnectionException.class).hasMessageNotContaining("pw");
        }
        assertThatThrownBy(() -> HubTarget.of("https://hub.example.org", " ", "")).hasMessage("hub: the API token is empty");
        assertThatThrownBy(() -> HubTarget.of("https://hub.example.org", "a\nb", ""))
                .hasMessageNotContaining("b\n")
                .hasMessageContaining("characters");
    }
}
