package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether users' pods can use what is pulled for them. Since Kubernetes 1.35 a kubelet gives an image that was pulled with a secret only to pods
 * that could have pulled it themselves ({@code KubeletEnsureSecretPulledImages}; measured: refused with 401 although it is there). Older kubelets
 * give what is there to any pod.
 */
final class SharingDetector implements Detector {
    private static final Pattern VERSION = Pattern.compile("^v?1\\.(\\d+)");
    private static final int VERIFYING = 35;

    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        UserPods users = scene.policy.users() == null ? scene.view.around().users() : scene.policy.users();
        if (users == null || scene.puller == null) {
            return;
        }
        List<String> puller = secretsOfPuller(scene);
        List<String> theirs = secretsOf(users, scene).orElse(List.of());
        List<String> missing = puller.stream().filter(secret -> !theirs.contains(secret)).toList();
        if (!missing.isEmpty()) {
            rows.all().stream().filter(NodeProgress::expected).filter(row -> verifies(scene.node(row.node()))).forEach(row -> {
                String with = theirs.isEmpty() ? "without a secret" : "with " + String.join(", ", theirs);
                String pulled = "the prepuller pulls with " + String.join(", ", puller) + ", user pods " + with;
                report.accept(Symptom.ofNode(
                        FindingCode.PREPULL_NOT_SHARED, row.node(), pulled + ": " + consequence(theirs), scene.puller.ref(),
                        "spec.template.spec.imagePullSecrets",
                        String.join(", ", puller) + "; user pods, by " + users.from() + ": " + (theirs.isEmpty() ? "none" : String.join(", ", theirs))
                                + unread(users, scene)));
            });
        }
        if (users.pullPolicy().equals("Always")) {
            report.accept(Symptom.ofRollout(
                    FindingCode.USER_PODS_PULL_ALWAYS, "user pods ask the registry at every start, also for images that are there",
                    scene.puller.ref(), "imagePullPolicy of user pods", "Always, by " + users.from()));
        }
    }

    private static String consequence(List<String> theirs) {
        return theirs.isEmpty()
                ? "from Kubernetes 1.35 on they are refused images of private repositories, and ask the registry for all others"
                : "from Kubernetes 1.35 on they ask the registry first, unless both hold the same credentials, and are refused if it refuses them";
    }

    private static String unread(UserPods users, Scene scene) {
        return secretsOf(users, scene).isPresent() ? "" : " (those of service account " + users.serviceAccount() + " are not known)";
    }

    /** With what the puller pulls: its own, otherwise what admission gives it from its service account, as far as that is known. */
    private static List<String> secretsOfPuller(Scene scene) {
        List<String> own = scene.puller.template().pullSecrets();
        return own.isEmpty() ? scene.view.around().secretsOf(scene.puller.template().serviceAccount()).orElse(List.of()) : own;
    }

    /** Empty when it depends on a service account of which nothing is known. */
    private static Optional<List<String>> secretsOf(UserPods users, Scene scene) {
        return users.admitted() || !users.pullSecrets().isEmpty()
                ? Optional.of(users.pullSecrets())
                : scene.view.around().secretsOf(users.serviceAccount());
    }

    /** An unknown version is taken for a new one. */
    private static boolean verifies(NodeFacts node) {
        Matcher version = VERSION.matcher(node == null ? "" : node.kubelet());
        return !version.find() || Integer.parseInt(version.group(1)) >= VERIFYING;
    }
}
