package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.UserPods;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What users' pods will pull with, according to a rendered chart: z2jh hands its values to the hub in the Secret {@code hub}, and the hub makes pods
 * of them. Source: z2jh {@code jupyterhub/files/hub/jupyterhub_config.py}, {@code image_pull_secrets}.
 */
public final class RenderedUsers {
    private static final String VALUES = "values.yaml";

    private RenderedUsers() {}

    /** Empty when the chart has no hub that tells; never fails for what it does not understand. */
    public static Optional<UserPods> of(RenderedChart chart) {
        return chart.objects("Secret").stream()
                .map(RenderedUsers::values)
                .filter(values -> values.containsKey("singleuser"))
                .findFirst()
                .map(values -> users(values, chart));
    }

    private static UserPods users(Map<?, ?> values, RenderedChart chart) {
        Map<?, ?> singleuser = YamlTree.map(values.get("singleuser"));
        Map<?, ?> image = YamlTree.map(singleuser.get("image"));
        List<String> secrets = new ArrayList<>();
        Map<?, ?> made = YamlTree.map(values.get("imagePullSecret"));
        if (Boolean.TRUE.equals(made.get("create")) && Boolean.TRUE.equals(made.get("automaticReferenceInjection"))) {
            secrets.addAll(madeByTheChart(chart));
        }
        secrets.addAll(names(values.get("imagePullSecrets")));
        secrets.addAll(names(image.get("pullSecrets")));
        String account = YamlTree.text(singleuser.get("serviceAccountName"));
        return new UserPods("the rendered chart", account, secrets.stream().distinct().toList(), false, YamlTree.text(image.get("pullPolicy")));
    }

    private static List<String> madeByTheChart(RenderedChart chart) {
        return chart.objects("Secret").stream()
                .filter(secret -> "kubernetes.io/dockerconfigjson".equals(secret.get("type")))
                .map(secret -> YamlTree.map(secret.get("metadata")))
                .filter(meta -> "image-pull-secret".equals(YamlTree.map(meta.get("labels")).get("component")))
                .map(meta -> YamlTree.text(meta.get("name")))
                .toList();
    }

    /** The values that the chart hands to its hub; empty when the Secret holds none. */
    private static Map<?, ?> values(Map<?, ?> secret) {
        Object plain = YamlTree.map(secret.get("stringData")).get(VALUES);
        Object coded = YamlTree.map(secret.get("data")).get(VALUES);
        try {
            String yaml = plain == null ? new String(Base64.getMimeDecoder().decode(YamlTree.text(coded)), StandardCharsets.UTF_8) : plain.toString();
            List<Object> documents = ForeignYaml.documents(yaml, true);
            return documents.size() == 1 ? YamlTree.map(documents.get(0)) : Map.of();
        } catch (YamlRefusedException | IllegalArgumentException e) {
            // Some other chart's Secret: what it holds is its own business, and not to be told.
            return Map.of();
        }
    }

    /** Names, written as such or as {@code name: …}. */
    private static List<String> names(Object list) {
        List<String> names = new ArrayList<>();
        if (list instanceof List<?> items) {
            items.forEach(item -> names.add(item instanceof Map<?, ?> named ? YamlTree.text(named.get("name")) : YamlTree.text(item)));
        }
        return names.stream().filter(name -> !name.isEmpty()).toList();
    }
}
