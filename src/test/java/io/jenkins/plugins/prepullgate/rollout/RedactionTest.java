package io.jenkins.plugins.prepullgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public class RedactionTest {
    @Test
    public void accountsAndAddressesOfARateLimitAreHidden() {
        String shown = Redaction.of("toomanyrequests: You have reached your pull rate limit as 'acme': dckr_jti_abc123. address 203.0.113.7");
        assertThat(shown).doesNotContain("acme").doesNotContain("dckr_jti").doesNotContain("203.0.113.7");
    }

    @Test
    public void tokensAndPasswordsAreHidden() {
        assertThat(Redaction.of("GET https://r.test/token?service=x&access_token=abcdef: 401")).doesNotContain("abcdef");
        assertThat(Redaction.of("Authorization: Bearer abcdefghijklmnop")).doesNotContain("abcdefghijklmnop");
        assertThat(Redaction.of("https://me:secret@r.test/v2/")).doesNotContain("secret");
        for (String signed : List.of("Signature", "X-Amz-Signature", "X-Amz-Credential", "X-Goog-Signature", "X-Goog-Credential", "sig")) {
            assertThat(Redaction.of("GET https://blobs.test/sha256?a=b&" + signed + "=s3cr3t%2Fx: 403 Forbidden"))
                    .isEqualTo("GET https://blobs.test/sha256?a=b&" + signed + "=<redacted> 403 Forbidden");
        }
        assertThat(Redaction.of("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.sig")).isEqualTo("<token>");
    }

    @Test
    public void anAddressThatTellsWhichRegistryIsDownStays() {
        assertThat(Redaction.of("dial tcp 10.1.2.3:443: connect: connection refused")).contains("10.1.2.3:443");
    }

    @Test
    public void imagesKeepTheirDigest() {
        String image = "quay.io/a/b@sha256:0123456789abcdef";
        assertThat(Redaction.of(image)).isEqualTo(image);
    }

    @Test
    public void noTextBreaksALineOrTheTerminal() {
        assertThat(Redaction.of("a\nb\u001b[31mred\u202e")).isEqualTo("a b [31mred");
        assertThat(Redaction.of("x".repeat(1_000_000) + ": not found")).hasSize(600).contains("…").endsWith(": not found");
        assertThat(Redaction.of(null)).isEmpty();
    }

    /** It stands in every line about it; no registry has one of more than some hundred characters. */
    @Test
    public void anImageIsShortenedOnlyWhereItIsLongerThanAnyIs() {
        String image = "registry.test:5000/team/user\u001b@sha256:" + "0".repeat(64);
        assertThat(new ContainerSpec("c", image, "").image()).isEqualTo(image);
        String endless = "x".repeat(1 << 20);
        assertThat(new ContainerSpec("c", endless, "").image()).hasSize(600).contains("…");
        assertThat(new ContainerFacts("c", endless, "", ContainerState.NONE, null, 0, false).image())
                .as("the same in a template and in a pod").isEqualTo(new ContainerSpec("c", endless, "").image());
    }
}
