package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.EnvVars;
import hudson.FilePath;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A kubeconfig on the agent, named by the step or by {@code KUBECONFIG}. */
public class WorkspaceKubeconfigTest {
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";

    @Rule
    public final TemporaryFolder agent = new TemporaryFolder();

    private final FakeContext context = new FakeContext();

    @Before
    public void aWorkspace() {
        context.around.put(FilePath.class, new FilePath(agent.getRoot()));
        context.around.put(EnvVars.class, new EnvVars());
    }

    private static String kubeconfig(String name, String user) {
        return """
                current-context: %1$s
                clusters: [{name: %1$s, cluster: {server: "https://%1$s.test:6443", insecure-skip-tls-verify: true}}]
                users: [{name: %1$s, user: {%2$s}}]
                contexts: [{name: %1$s, context: {cluster: %1$s, user: %1$s}}]
                """.formatted(name, user);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(agent.getRoot().toPath().resolve(name), text);
    }

    private void variable(Object... files) {
        StringBuilder value = new StringBuilder();
        for (Object file : files) {
            value.append(value.isEmpty() ? "" : File.pathSeparator).append(file);
        }
        context.around.put(EnvVars.class, new EnvVars("KUBECONFIG", value.toString()));
    }

    private ClusterTarget found(String file, String server, String ca, String chosen) throws ConnectionException {
        return WorkspaceKubeconfig.target(context, new ClusterAddress("", server, ca, chosen, file));
    }

    private ClusterTarget found() throws ConnectionException {
        return found("", "", "", "");
    }

    @Test
    public void theFileThatTheStepNamesIsRead() throws Exception {
        write("kube.yaml", kubeconfig("production", "token: t"));
        ClusterTarget target = found("kube.yaml", "", "", "");
        assertThat(target.serverUrl()).isEqualTo("https://production.test:6443");
        assertThat(target.credentials()).isEqualTo(new Credentials.Token("t"));
        assertThat(target.displayName()).isEqualTo("production");
    }

    @Test
    public void theVariableIsFollowedWhenNothingElseIsNamed() throws Exception {
        variable(write("kubeconfig123", kubeconfig("production", "token: t")));
        assertThat(found().displayName()).isEqualTo("production");
        write("other", kubeconfig("other", "token: o"));
        assertThat(found("other", "", "", "").displayName()).as("what the step names comes first").isEqualTo("other");
    }

    @Test
    public void severalFilesAreMergedAndThoseThatAreNotThereLeftOut() throws Exception {
        variable(
                agent.getRoot().toPath().resolve("missing"),
                write("a", kubeconfig("production", "token: t")),
                "",
                write("b", kubeconfig("staging", "token: s")));
        assertThat(found().displayName()).isEqualTo("production");
        assertThat(found("", "", "", "staging").serverUrl()).isEqualTo("https://staging.test:6443");
    }

    @Test
    public void whatTheStepNamesReplacesWhatItSays() throws Exception {
        write("kube.yaml", kubeconfig("production", "token: t"));
        ClusterTarget target = found("kube.yaml", "https://other.test", PEM, "");
        assertThat(target.serverUrl()).isEqualTo("https://other.test");
        assertThat(target.caPem()).isEqualTo(PEM);
        assertThat(target.insecure()).isFalse();
    }

    @Test
    public void itIsNotLookedAtBesideCredentialsOrWithoutAVariable() throws Exception {
        assertThat(found()).isNull();
        variable(write("kube.yaml", kubeconfig("production", "token: t")));
        assertThat(WorkspaceKubeconfig.target(context, new ClusterAddress("kube", "", "", "", ""))).isNull();
    }

    @Test
    public void withoutAnAgentTheVariableMeansNothingAndAFileIsRefused() throws Exception {
        variable("/home/ci/.kube/config");
        context.around.remove(FilePath.class);
        assertThat(found()).isNull();
        assertThatThrownBy(() -> found("kube.yaml", "", "", ""))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("kubeconfig: 'kube.yaml' is a file of an agent, and the step runs on none; "
                        + "put it into node { }, or give credentialsId instead");
    }

    @Test
    public void aProgramIsRefusedWithAWordOfWhatToDo() throws Exception {
        Path touched = agent.getRoot().toPath().resolve("touched");
        write("kube.yaml", kubeconfig("production", "exec: {command: touch, args: ['" + touched + "']}"));
        assertThatThrownBy(() -> found("kube.yaml", "", "", ""))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("kubeconfig: 'kube.yaml', user 'production', uses exec")
                .hasMessageContaining("kubectl create token");
        assertThat(touched).doesNotExist();
        write("kube.yaml", kubeconfig("production", "auth-provider: {name: gcp}"));
        assertThatThrownBy(() -> found("kube.yaml", "", "", "")).hasMessageContaining("uses auth-provider");
    }

    @Test
    public void aFileThatItRefersToIsRefusedWithAWordOfWhatToDo() throws Exception {
        variable(write("kube.yaml", kubeconfig("production", "tokenFile: /etc/passwd")));
        assertThatThrownBy(this::found)
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith("KUBECONFIG (")
                .hasMessageContaining("refers to a file (tokenFile), which is refused")
                .hasMessageContaining("kubectl config view --flatten");
    }

    @Test
    public void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> found("kube.yaml", "", "", ""))
                .hasMessage("kubeconfig: 'kube.yaml' cannot be read from the agent: there is no file " + new File(agent.getRoot(), "kube.yaml"));
        variable("/nowhere/config");
        assertThatThrownBy(this::found).hasMessage("KUBECONFIG (/nowhere/config): none of these files is there; it may name a file of another agent");
    }

    @Test
    public void aFileWithoutEndIsRefused() throws Exception {
        write("kube.yaml", "a: " + "x".repeat(KubeconfigFiles.LIMIT));
        assertThatThrownBy(() -> found("kube.yaml", "", "", "")).hasMessageEndingWith("kube.yaml is larger than 1048576 bytes");
    }

    @Test
    public void anAgentThatIsGoneIsNamed() {
        context.around.put(FilePath.class, new IOException("Unable to create live FilePath for agent-7"));
        assertThatThrownBy(() -> found("kube.yaml", "", "", ""))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("kubeconfig: 'kube.yaml' cannot be read from the agent: Unable to create live FilePath for agent-7");
    }

    /** On an agent in another process it arrives as bytes. */
    @Test
    public void whatReadsThemCanBeSentToAnAgent() throws Exception {
        Path file = write("kube.yaml", "text");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(KubeconfigFiles.several(file + File.pathSeparator + "kube.yaml"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            KubeconfigFiles arrived = (KubeconfigFiles) in.readObject();
            assertThat(arrived.invoke(agent.getRoot(), null)).containsExactly("text", "text");
        }
    }
}
