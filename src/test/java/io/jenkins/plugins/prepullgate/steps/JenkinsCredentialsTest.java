package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthException;
import org.jenkinsci.plugins.kubernetes.auth.impl.KubernetesAuthKubeconfig;
import org.junit.Test;

/** From the login that credentials become to a cluster. */
public class JenkinsCredentialsTest {
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: production
            clusters:
            - name: c
              cluster: {server: "https://production.test:6443", insecure-skip-tls-verify: true}
            - name: s
              cluster: {server: "https://staging.test:6443"}
            users:
            - name: u
              user: {token: secret-token}
            - name: e
              user: {exec: {command: /bin/touch, args: [/tmp/pwned], apiVersion: client.authentication.k8s.io/v1}}
            contexts:
            - name: production
              context: {cluster: c, user: u}
            - name: staging
              context: {cluster: s, user: u}
            - name: runs
              context: {cluster: c, user: e}
            """;
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";

    private static ClusterTarget target(KubernetesAuth auth, String serverUrl, String ca, String context) throws ConnectionException {
        return JenkinsCredentials.target(auth, new ClusterAddress("kube", serverUrl, ca, context, ""));
    }

    private static ClusterTarget fromKubeconfig(String serverUrl, String ca, String context) throws ConnectionException {
        return target(new KubernetesAuthKubeconfig(KUBECONFIG), serverUrl, ca, context);
    }

    /** As secret text becomes: a login that writes the step's own server into a kubeconfig. */
    private static KubernetesAuth token() throws Exception {
        KubernetesAuth auth = mock(KubernetesAuth.class);
        when(auth.buildKubeConfig(any())).thenReturn(KUBECONFIG);
        return auth;
    }

    @Test
    public void aKubeconfigSaysEverything() throws Exception {
        ClusterTarget target = fromKubeconfig("", "", "");
        assertThat(target.serverUrl()).isEqualTo("https://production.test:6443");
        assertThat(target.credentials()).isEqualTo(new Credentials.Token("secret-token"));
        assertThat(target.displayName()).isEqualTo("production");
        assertThat(fromKubeconfig("", "", "staging").serverUrl()).isEqualTo("https://staging.test:6443");
    }

    @Test
    public void whatTheStepNamesReplacesWhatTheKubeconfigSays() throws Exception {
        ClusterTarget target = fromKubeconfig("https://other.test", PEM, "");
        assertThat(target.serverUrl()).isEqualTo("https://other.test");
        assertThat(target.caPem()).isEqualTo(PEM);
        assertThat(target.insecure()).as("a certificate authority that is named is looked at").isFalse();
    }

    @Test
    public void aKubeconfigThatRunsAProgramIsRefused() {
        assertThatThrownBy(() -> fromKubeconfig("", "", "runs"))
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith("the kubeconfig of credentials 'kube', user 'e', uses exec, which runs a program and is refused; ")
                .hasMessageContaining("kubectl create token")
                .hasMessageNotContaining("secret-token");
    }

    @Test
    public void otherCredentialsNeedAServer() throws Exception {
        KubernetesAuth token = token();
        assertThatThrownBy(() -> target(token, "", "", "")).hasMessage("serverUrl is missing: credentials 'kube' hold no address");
        assertThatThrownBy(() -> target(token, "https://x.test", "", "staging"))
                .hasMessageStartingWith("context: credentials 'kube' hold no kubeconfig");
        assertThat(target(token, "https://production.test:6443", "", "").displayName()).as("not a name of the login's own making")
                .isEqualTo("https://production.test:6443");
    }

    @Test
    public void aLoginThatFailsIsSaidWithoutItsSecret() throws Exception {
        KubernetesAuth auth = mock(KubernetesAuth.class);
        when(auth.buildKubeConfig(any())).thenThrow(new KubernetesAuthException("token server said: Bearer abcdefghijklmnop"));
        assertThatThrownBy(() -> target(auth, "https://x.test", "", ""))
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith("credentials 'kube' cannot be used: token server said")
                .hasMessageNotContaining("abcdefghijklmnop");
    }

    @Test
    public void aMalformedServerIsNamed() {
        assertThatThrownBy(() -> fromKubeconfig("https://user:pw@x.test", "", ""))
                .hasMessageStartingWith("serverUrl: ")
                .hasMessageNotContaining("pw@");
    }
}
