package io.jenkins.plugins.prepullgate.standalone;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jenkins.plugins.prepullgate.cluster.MockApi;
import java.io.IOException;
import java.util.Map;
import org.junit.rules.TemporaryFolder;

/** The namespace {@code jhub} on an API server in memory, and how the command gets there. */
final class Jhub {
    private Jhub() {}

    /** A kubeconfig for the server, with a token. */
    static String kubeconfig(TemporaryFolder folder, MockApi api) throws IOException {
        return Run.kubeconfig(folder.getRoot().toPath(), "http://localhost:" + api.port(), "token: abc");
    }

    static void create(MockApi api) {
        api.admin().resource(new NamespaceBuilder().withNewMetadata().withName("jhub").endMetadata().build()).create();
    }

    /** What helm keeps of one revision of a release, with contents that nobody may show. */
    static void revision(MockApi api, String release, int revision, String status) {
        api.admin().resource(new SecretBuilder().withNewMetadata().withName("sh.helm.release.v1." + release + ".v" + revision).withNamespace("jhub")
                .withLabels(Map.of("owner", "helm", "name", release, "version", Integer.toString(revision), "status", status))
                .endMetadata()
                .withType("helm.sh/release.v1").withData(Map.of("release", "c2VjcmV0")).build()).create();
    }
}
