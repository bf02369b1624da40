package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

public class ClusterTargetTest {
    @Test
    public void aTargetWithOtherCredentialsIsAnotherTarget() {
        ClusterTarget one = ClusterTarget.of("https://api.test", new Credentials.Token("a"));

        assertThat(one).isEqualTo(ClusterTarget.of("https://api.test/", new Credentials.Token(" a\n")));
        assertThat(one).isNotEqualTo(ClusterTarget.of("https://api.test", new Credentials.Token("b")));
    }

    @Test
    public void aMalformedUrlIsRefusedWithoutRepeatingIt() {
        for (String url : new String[] {"", " ", "api.test", "https://", "ftp://api.test", "https://me:secret@api.test", "https://a b"}) {
            assertThatThrownBy(() -> ClusterTarget.of(url, new Credentials.None()))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    public void anEmptySecretIsRefusedRatherThanSent() {
        assertThatThrownBy(() -> new Credentials.Token("  ")).hasMessage("the token is empty");
        assertThatThrownBy(() -> new Credentials.Token("a\nb")).hasMessageContaining("no token has");
        assertThatThrownBy(() -> new Credentials.Password("me", null)).hasMessage("the password is empty");
        assertThatThrownBy(() -> new Credentials.Certificate("c", "")).hasMessage("the client key is empty");
    }
}
