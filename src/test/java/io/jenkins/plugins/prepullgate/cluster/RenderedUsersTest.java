package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.rollout.UserPods;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class RenderedUsersTest {
    private static final String MADE = """
            apiVersion: v1
            kind: Secret
            metadata: {name: image-pull-secret, labels: {component: image-pull-secret, app: jupyterhub}}
            type: kubernetes.io/dockerconfigjson
            data: {.dockerconfigjson: e30=}
            ---
            """;

    private static Optional<UserPods> users(String values) {
        String coded = Base64.getEncoder().encodeToString(values.getBytes(StandardCharsets.UTF_8));
        String hub = "apiVersion: v1\nkind: Secret\nmetadata: {name: hub}\ndata: {values.yaml: " + coded + "}\n";
        return RenderedUsers.of(RenderedChart.parse(MADE + hub, "the chart"));
    }

    @Test
    public void allThatTheHubWouldGiveItsPodsIsFound() {
        UserPods users = users("""
                singleuser:
                  serviceAccountName: user
                  image: {name: quay.io/a, tag: v1, pullPolicy: Always, pullSecrets: [own]}
                imagePullSecrets: [{name: more}]
                imagePullSecret: {create: true, automaticReferenceInjection: true}
                """).orElseThrow();

        assertThat(users).isEqualTo(new UserPods("the rendered chart", "user", List.of("image-pull-secret", "more", "own"), false, "Always"));
    }

    @Test
    public void aChartThatSaysNothingGivesTheDefaults() {
        UserPods users = users("singleuser: {image: {name: a, tag: v1, pullPolicy: null, pullSecrets: []}}\nimagePullSecret: {create: false}\n")
                .orElseThrow();

        assertThat(users).isEqualTo(new UserPods("the rendered chart", "default", List.of(), false, ""));
    }

    @Test
    public void otherSecretsAreNotUnderstoodAndDoNoHarm() {
        assertThat(users("password: x\n")).isEmpty();
        assertThat(users("a: [unclosed\n")).isEmpty();
        assertThat(RenderedUsers.of(RenderedChart.parse("kind: Secret\nmetadata: {name: x}\ndata: {values.yaml: '%%%'}\n", "the chart"))).isEmpty();
        assertThat(RenderedUsers.of(RenderedChart.parse(MADE, "the chart"))).isEmpty();
    }
}
