package io.jenkins.plugins.prepullgate.cases;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Patience;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.UserPods;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.real.RealNodes;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * What only a kubelet and a runtime can show, one case after the other: a stuck pull is in the way of every other. Stalled and blocked are told sooner
 * than they are by themselves, after {@link #SHORT} instead of ten minutes, as {@code --probation} does.
 */
final class RealCases {
    static final List<Case> ALL = List.of(
            new Case("real-new-image", "a new image of 20 MB on a real node", Truth.GOOD, stage -> upgrade(stage, image(stage, "size/20m"), "")),
            new Case("real-missing-tag", "a tag that does not exist, real node", Truth.bad(FindingCode.PULL_NOT_FOUND),
                    stage -> upgrade(stage, image(stage, "e404"), Policy.DEFAULT, "evidence:", "--timeout", Stage.TIMEOUT)),
            new Case("real-queued", "a pull that waits behind a user's image", Truth.GOOD, RealCases::queued),
            new Case("real-slow", "a pull at 30 kB/s", Truth.GOOD,
                    stage -> upgrade(stage, image(stage, "size/1m/slow/30k"), "pulling image 1 of 2")),
            new Case("real-refused", "an image pulled with a secret that users lack", Truth.GOOD, RealCases::refused),
            new Case("real-stuck", "a pull that stalls within the first MiB (probation 15s)", Truth.bad(FindingCode.PULL_STALLED), RealCases::stuck),
            new Case("real-blocked", "the next attempt, with the stuck pull's pod gone (probation 15s)",
                    Truth.bad(FindingCode.NODE_PULL_BLOCKED), RealCases::blocked),
            new Case("real-freed", "the same after the advice, containerd restarted", Truth.GOOD, RealCases::freed));

    private static final String NODE = "real-2";
    private static final String STUCK = "size/4m/stalls/100k";
    private static final Duration SHORT = Duration.ofSeconds(15);
    private static final Duration BUDGET = Duration.ofMinutes(2);

    private RealCases() {}

    /** One that the node cannot have from another run. */
    private static String image(Stage stage, String words) {
        return "hub.test/" + words + "/" + stage.namespace() + ":v1";
    }

    private static Played upgrade(Stage stage, String image, String quote) {
        return upgrade(stage, image, Policy.DEFAULT, quote);
    }

    private static Played upgrade(Stage stage, String image, Policy policy, String quote, String... more) {
        Running guard = stage.deploys().onNode(NODE).guard(policy, BUDGET);
        List<String> values = stage.deploys().values(image, "--timeout", "100s");
        values.addAll(List.of(more));
        Helm.Run helm = stage.helm().upgrade(values);
        guard.end();
        return new Played(helm.end(), guard, quote);
    }

    private static Played queued(Stage stage) {
        String users = image(stage, "size/6m/slow/500k/users");
        stage.cluster().admin().resource(new PodBuilder().withNewMetadata().withName("jupyter-alice").withNamespace(stage.namespace()).endMetadata()
                .withNewSpec().withNodeName(NODE).withAutomountServiceAccountToken(false).withTerminationGracePeriodSeconds(0L)
                .addNewContainer().withName("notebook").withImage(users).withCommand("/bin/sh", "-c", "sleep 1000").endContainer().endSpec().build()).create();
        // The guard waits for a moment before helm may begin; the user's pull takes longer.
        return upgrade(stage, image(stage, "beside-users"), "queued behind");
    }

    private static Played refused(Stage stage) {
        String login = Base64.getEncoder().encodeToString("puller:secret".getBytes(StandardCharsets.UTF_8));
        stage.cluster().admin().resource(new SecretBuilder().withNewMetadata().withName("pull").withNamespace(stage.namespace()).endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .withStringData(Map.of(".dockerconfigjson", "{\"auths\":{\"hub.test\":{\"auth\":\"" + login + "\"}}}")).build()).create();
        Policy users = Policy.DEFAULT.withUsers(new UserPods("the caller's word", "", List.of(), true, "IfNotPresent"));
        return upgrade(stage, image(stage, "basic"), users, "PREPULL_NOT_SHARED", "--set", "imagePullSecrets[0].name=pull");
    }

    private static Policy probation(FindingCode code) {
        return Policy.DEFAULT.withPatience(code, new Patience(Duration.ZERO, 1, SHORT));
    }

    private static Played stuck(Stage stage) {
        return upgrade(stage, image(stage, STUCK), probation(FindingCode.PULL_STALLED), "do:", "--timeout", Stage.TIMEOUT);
    }

    private static Played blocked(Stage stage) {
        stage.helm().upgrade(stage.deploys().onNode(NODE).values(image(stage, STUCK), "--timeout", "6s")).end();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() ->
                stage.cluster().admin().apps().daemonSets().inNamespace(stage.namespace()).list().getItems().isEmpty());
        return upgrade(stage, image(stage, "after"), probation(FindingCode.NODE_PULL_BLOCKED), "do:", "--timeout", Stage.TIMEOUT);
    }

    private static Played freed(Stage stage) {
        ((RealNodes) stage.cluster()).trouble("kill", NODE, "containerd");
        return upgrade(stage, image(stage, "after"), "");
    }
}
