package io.jenkins.plugins.prepullgate.cases;

import static io.jenkins.plugins.prepullgate.cases.Stage.FIRST;
import static io.jenkins.plugins.prepullgate.cases.Stage.TIMEOUT;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.util.List;
import java.util.Map;

/** What nodes, quotas and the scheduler do to a hook. */
final class NodeCases {
    static final List<Case> ALL = List.of(
            new Case("new-image", "a new image", Truth.GOOD, stage -> upgrade(stage.withUser().deployed(), Stage.SECOND, "")),
            new Case("unchanged", "no image has changed", Truth.GOOD, stage -> upgrade(stage.withUser().deployed(), FIRST, "without a prepull")),
            new Case("tainted", "a node is tainted, which the puller does not tolerate", Truth.GOOD, NodeCases::tainted).byItself(),
            new Case("cordoned", "a node is cordoned", Truth.GOOD, NodeCases::cordoned),
            new Case("not-ready-before", "a node is not ready beforehand", Truth.GOOD, NodeCases::notReady),
            new Case("node-lost", "a node is lost while it pulls", Truth.bad(FindingCode.AWAITER_FALSE_SUCCESS), NodeCases::lost),
            new Case("quota", "a quota keeps off every puller", Truth.bad(FindingCode.POD_CREATE_QUOTA),
                    stage -> quota(stage, "BestEffort", "--set", "prePuller.hook.resources.requests.cpu=1m")),
            new Case("quota-of-pods", "a quota keeps off every pod, the awaiter's too", Truth.bad(FindingCode.POD_CREATE_QUOTA),
                    stage -> quota(stage, "NotTerminating")),
            new Case("no-node", "no node fits the selector",
                    Truth.bad(FindingCode.AWAITER_FALSE_SUCCESS, FindingCode.NO_ELIGIBLE_NODES), stage -> upgrade(stage, FIRST, "")),
            new Case("unschedulable", "the pods ask for more than a node has", Truth.bad(FindingCode.HELM_FAILED), NodeCases::unschedulable),
            new Case("controller-down", "the controller manager is down",
                    Truth.bad(FindingCode.DS_NOT_OBSERVED, FindingCode.HELM_FAILED), NodeCases::controllerDown).byItself());

    private NodeCases() {}

    private static Played upgrade(Stage stage, String image, String quote) {
        Running guard = stage.deploys().guard();
        Helm.Run helm = stage.helm().upgrade(stage.deploys().values(image));
        guard.end();
        return new Played(helm.end(), guard, quote);
    }

    private static Played tainted(Stage stage) {
        stage.cluster().addNode(stage.deploys().userNode("tainted").tainted("gpu=yes:NoSchedule"));
        return upgrade(stage.withUser(), FIRST, "gpu=yes:NoSchedule");
    }

    private static Played cordoned(Stage stage) {
        stage.cluster().addNode(stage.deploys().userNode("cordoned").asCordoned());
        return upgrade(stage.withUser(), FIRST, "2 of 2 nodes have every image");
    }

    private static Played notReady(Stage stage) {
        stage.cluster().addNode(stage.deploys().userNode("unready").unready());
        return upgrade(stage.withUser(), FIRST, "1 of 1 nodes have every image");
    }

    private static Played lost(Stage stage) {
        String lost = stage.deploys().user("lost");
        stage.cluster().addNode(stage.deploys().userNode("lost").byHand());
        Running guard = stage.withUser().deploys().guard();
        Helm.Run helm = stage.helm().upgrade(stage.deploys().values(FIRST));
        Pod pod = stage.kubelet().podOn(lost);
        stage.kubelet().pulling(pod, 0);
        guard.until(a -> a.tally().ready() == 1 && a.tally().in(NodeState.PULLING) == 1);
        stage.cluster().silence(lost);
        guard.until(a -> a.tally().in(NodeState.LOST) == 1);
        // The controller counts again at the next change of the DaemonSet or of a pod; on a busy cluster one is never far.
        stage.cluster().admin().apps().daemonSets().inNamespace(stage.namespace()).withName("hook-image-puller")
                .edit(set -> new DaemonSetBuilder(set).editMetadata().addToAnnotations("touched", "yes").endMetadata().build());
        Helm.Ended ended = helm.end();
        guard.end();
        return new Played(ended, guard, lost + " lost");
    }

    private static Played quota(Stage stage, String scope, String... more) {
        stage.cluster().admin().resource(new ResourceQuotaBuilder().withNewMetadata().withName("no-pods").withNamespace(stage.namespace())
                .endMetadata()
                .withNewSpec().withScopes(scope).withHard(Map.of("pods", new Quantity("0"))).endSpec().build()).create();
        Running guard = stage.withUser().deploys().guard();
        List<String> values = stage.deploys().values(FIRST, more);
        values.addAll(List.of("--timeout", TIMEOUT));
        Helm.Run helm = stage.helm().upgrade(values);
        guard.end();
        return new Played(helm.end(), guard, "no-pods");
    }

    private static Played unschedulable(Stage stage) {
        Running guard = stage.withUser().deploys().guard();
        Helm.Run helm = stage.helm().upgrade(stage.deploys()
                .values(FIRST, "--timeout", TIMEOUT, "--set", "prePuller.resources.requests.memory=900Gi"));
        guard.end();
        return new Played(helm.end(), guard, "Insufficient memory");
    }

    private static Played controllerDown(Stage stage) {
        Running guard = stage.withUser().deploys().guard();
        stage.cluster().component("stop", "kube-controller-manager");
        try {
            Helm.Run helm = stage.helm().upgrade(stage.deploys().values(FIRST, "--timeout", "80s"));
            guard.end();
            return new Played(helm.end(), guard);
        } finally {
            stage.cluster().component("start", "kube-controller-manager");
        }
    }
}
