package io.jenkins.plugins.prepullgate.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An identity of its own for each run of a tool, so that the API server's audit log and a relay say what that run has cost. */
final class Account implements AutoCloseable {
    private static final String NAMESPACE = "prepull-gate-bench";

    private final RealCluster cluster;
    private final String name;
    private final CountingRelay relay;
    private final Path kubeconfig;

    private Account(RealCluster cluster, String name, CountingRelay relay, Path kubeconfig) {
        this.cluster = cluster;
        this.name = name;
        this.relay = relay;
        this.kubeconfig = kubeconfig;
    }

    /** @param name a DNS label, new in this cluster */
    static Account create(RealCluster cluster, String name, Path folder) {
        KubernetesClient admin = cluster.admin();
        admin.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).serverSideApply();
        admin.resource(new ServiceAccountBuilder().withNewMetadata().withName(name).withNamespace(NAMESPACE).endMetadata().build()).create();
        admin.resource(new ClusterRoleBindingBuilder().withNewMetadata().withName("bench-" + name).endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin").addNewSubject(null, "ServiceAccount", name, NAMESPACE).build()).create();
        String token = admin.serviceAccounts().inNamespace(NAMESPACE).withName(name)
                .tokenRequest(new TokenRequestBuilder().withNewSpec().withExpirationSeconds(7200L).endSpec().build()).getStatus().getToken();
        try {
            Config config = Config.fromKubeconfig(Files.readString(cluster.adminKubeconfig()));
            CountingRelay relay = new CountingRelay(URI.create(config.getMasterUrl()));
            Path file = folder.resolve(name + ".kubeconfig");
            Files.writeString(file, kubeconfig(relay.address(), config.getCaCertData(), token));
            return new Account(cluster, name, relay, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kubeconfig(URI server, String ca, String token) {
        return Serialization.asYaml(Map.of(
                "apiVersion", "v1", "kind", "Config", "current-context", "bench",
                "clusters", List.of(Map.of("name", "bench", "cluster", Map.of("server", server.toString(), "certificate-authority-data", ca))),
                "users", List.of(Map.of("name", "bench", "user", Map.of("token", token))),
                "contexts", List.of(Map.of("name", "bench", "context", Map.of("cluster", "bench", "user", "bench")))));
    }

    String name() {
        return name;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    long bytes() {
        return relay.received();
    }

    /** Requests that the API server has begun to answer, watches included; the log is up to a tenth of a second late. */
    long requests() {
        String user = "\"system:serviceaccount:" + NAMESPACE + ":" + name + "\"";
        try (Stream<String> lines = Files.lines(cluster.directory().resolve("logs/audit.log"))) {
            return lines.filter(line -> line.contains(user) && (line.contains("\"stage\":\"ResponseComplete\"") || line.contains("\"stage\":\"ResponseStarted\"")))
                    .map(line -> line.replaceFirst(".*\"auditID\":\"([^\"]*)\".*", "$1"))
                    .distinct()
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        relay.close();
    }
}
