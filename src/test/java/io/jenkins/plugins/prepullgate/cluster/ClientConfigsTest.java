package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ClientConfigsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

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
}
