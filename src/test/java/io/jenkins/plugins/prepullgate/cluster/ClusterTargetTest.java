package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ClusterTargetTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

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

    @Test
    public void nothingIsTakenFromTheEnvironment() throws Exception {
        Path kubeconfig = folder.newFile("config").toPath();
        Files.writeString(
                kubeconfig,
                "apiVersion: v1\nkind: Config\ncurrent-context: x\nclusters: [{name: x, cluster: {server: 'https://elsewhere.test'}}]\n"
                        + "contexts: [{name: x, context: {cluster: x, user: x, namespace: other}}]\nusers: [{name: x, user: {token: stolen}}]\n");
        Map<String, String> planted = Map.of(
                "kubeconfig", kubeconfig.toString(),
                "kubernetes.master", "https://elsewhere.test",
                "kubernetes.auth.token", "stolen",
                "kubernetes.namespace", "other",
                "kubernetes.trust.certificates", "true",
                "kubernetes.disable.hostname.verification", "true",
                "https.proxy", "http://proxy.test:1");
        planted.forEach(System::setProperty);
        try {
            Config config = ClientConfigs.of(ClusterTarget.of("https://api.test", new Credentials.None()), Tuning.DEFAULT);

            assertThat(config.getMasterUrl()).startsWith("https://api.test");
            assertThat(config.getOauthToken()).isNull();
            assertThat(config.getAutoOAuthToken()).isNull();
            assertThat(config.getNamespace()).isNull();
            assertThat(config.isTrustCerts()).isFalse();
            assertThat(config.isDisableHostnameVerification()).isFalse();
            assertThat(config.getHttpsProxy()).isNull();
            assertThat(config.getRequestRetryBackoffLimit()).isZero();
            assertThat(config.refresh()).isSameAs(config);
        } finally {
            planted.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    public void aPodsServiceAccountIsReadFromItsMount() throws Exception {
        Path mount = folder.getRoot().toPath();
        Files.writeString(mount.resolve("token"), "t\n");
        Files.writeString(mount.resolve("ca.crt"), "CA");
        Files.writeString(mount.resolve("namespace"), "ci\n");

        ClusterTarget target = InCluster.target(mount, Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443"));

        assertThat(target.serverUrl()).isEqualTo("https://[fd00::1]:443");
        assertThat(target.namespace()).isEqualTo("ci");
        assertThat(target.caPem()).isEqualTo("CA");
        assertThat(target.credentials()).isEqualTo(new Credentials.TokenFile(mount.resolve("token")));
    }

    @Test
    public void outsideAPodThereIsNoServiceAccount() {
        assertThatThrownBy(() -> InCluster.target(folder.getRoot().toPath(), Map.of()))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("KUBERNETES_SERVICE_HOST");
    }

    @Test
    public void aTokenFileIsReadAgainWhenItIsRenewed() throws Exception {
        Path file = folder.newFile("token").toPath();
        TokenFiles tokens = new TokenFiles(file);

        Files.writeString(file, "first\n");
        assertThat(tokens.getToken()).isEqualTo("first");
        Files.writeString(file, "second\n");
        assertThat(tokens.getToken()).isEqualTo("second");
    }
}
