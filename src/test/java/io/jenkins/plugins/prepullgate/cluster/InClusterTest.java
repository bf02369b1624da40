package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class InClusterTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

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
