package io.jenkins.plugins.prepullgate.standalone;

import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.prepullgate.testbed.Rights;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The manifests of {@code docs/rbac}, applied for one namespace under names of their own, whole or without one right. */
final class Roles {
    private static int made;

    private Roles() {}

    /**
     * Applies a manifest; when it returns, the API server goes by it.
     *
     * @param missing a right that is left out, as {@code VERB RESOURCE}; empty for none
     * @return a kubeconfig of its account
     */
    static String apply(KubernetesClient admin, Path adminKubeconfig, Path folder, String namespace, String manifest, String missing)
            throws IOException {
        String name = manifest + "-" + ++made;
        String yaml = Files.readString(docs().resolve("rbac/" + manifest + ".yaml"))
                .replace("namespace: hub", "namespace: " + namespace)
                .replace("prepull-gate-" + manifest, name);
        List<HasMetadata> roles = new ArrayList<>();
        for (HasMetadata object : admin.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items()) {
            HasMetadata granted = without(object, missing);
            admin.resource(granted).create();
            roles.add(granted);
        }
        for (HasMetadata role : roles) {
            rules(role).stream().findFirst().ifPresent(rule -> Rights.await(admin, right(namespace + ":" + name, role, rule)));
        }
        String token = admin.serviceAccounts().inNamespace(namespace).withName(name)
                .tokenRequest(new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
                .getStatus().getToken();
        Path file = folder.resolve(name + ".kubeconfig");
        Files.writeString(file, asUser(Files.readString(adminKubeconfig), token));
        return file.toString();
    }

    /** What a manifest grants, each as {@code VERB RESOURCE}. */
    static Set<String> rights(KubernetesClient admin, String manifest) throws IOException {
        Set<String> rights = new TreeSet<>();
        for (HasMetadata object : admin.load(new ByteArrayInputStream(Files.readAllBytes(docs().resolve("rbac/" + manifest + ".yaml")))).items()) {
            rules(object).forEach(rule -> rule.getResources().forEach(resource -> rule.getVerbs().forEach(verb -> rights.add(verb + " " + resource))));
        }
        return rights;
    }

    private static Rights.Right right(String account, HasMetadata role, PolicyRule rule) {
        return new Rights.Right(
                account, role.getMetadata().getNamespace(), rule.getVerbs().get(0), rule.getApiGroups().get(0), rule.getResources().get(0));
    }

    private static List<PolicyRule> rules(HasMetadata object) {
        return object instanceof Role role ? role.getRules() : object instanceof ClusterRole role ? role.getRules() : List.of();
    }

    /** The same clusters and contexts, by another token. */
    private static String asUser(String kubeconfig, String token) {
        var config = Serialization.unmarshal(kubeconfig, Config.class);
        config.getUsers().forEach(user -> user.setUser(new AuthInfoBuilder().withToken(token).build()));
        return Serialization.asYaml(config);
    }

    private static HasMetadata without(HasMetadata object, String missing) {
        List<PolicyRule> left = rules(object).stream().flatMap(rule -> without(rule, missing)).toList();
        if (object instanceof Role role) {
            role.setRules(left);
        } else if (object instanceof ClusterRole role) {
            role.setRules(left);
        }
        return object;
    }

    /** One rule for each resource, without the verb. */
    private static Stream<PolicyRule> without(PolicyRule rule, String missing) {
        return rule.getResources().stream()
                .map(resource -> rule.edit()
                        .withResources(resource)
                        .withVerbs(rule.getVerbs().stream().filter(verb -> !missing.equals(verb + " " + resource)).toList())
                        .build())
                .filter(r -> !r.getVerbs().isEmpty());
    }

    private static Path docs() {
        Path here = Path.of("docs");
        return Files.exists(here) ? here : Path.of("..", "docs");
    }
}
