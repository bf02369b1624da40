package io.jenkins.plugins.prepullgate.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import java.util.Locale;
import java.util.Map;

/** What a run deploys: a rollout that completes, one that is done before the tool begins, one that recovers from what passes by itself, or one of six that never can complete. */
enum Workload {
    COMPLETES("completes") {
        @Override
        DaemonSet puller(KubernetesClient admin, String namespace) {
            return pullers(namespace).daemonSet();
        }
    },
    DONE("is done already") {
        @Override
        DaemonSet puller(KubernetesClient admin, String namespace) {
            return pullers(namespace).daemonSet();
        }
    },
    RECOVERS("the registry limits pulls for 25 s, then all is well") {
        @Override
        DaemonSet puller(KubernetesClient admin, String namespace) {
            return Pullers.chart4(namespace, "hub").images(IMAGE).selecting("pool", "recovering").daemonSet();
        }
    },
    TAG_MISSING("a tag that does not exist") {
        @Override
        DaemonSet puller(KubernetesClient admin, String namespace) {
            return pullers(namespace).podAnnotation("prepull-gate/pull-error", "rpc error: code = NotFound desc = failed to resolve image: " + IMAGE + ": not found").daemonSet();
        }
    },
    TAG_MISSING_ON_ONE("the same on one node of two") {
        @Override
        DaemonSet puller(KubernetesClient admin, String namespace) {
            return Pullers.chart4(namespace, "hub").images(IMAGE).selecting("pool", "mixed").daemonSet();
        }
    },
    QUOTA("a quota of no pods") {
        @Override
        DaemonSet puller(KubernetesClient admin, String namespace) {
            admin.resource(new ResourceQuotaBuilder().withNewMetadata().withName("none").withNamespace(namespace).endMetadata().withNewSpec()
                    .withHard(Map.of("pods", new Quantity("0"))).endSpec().build()).create();
            return pullers(namespace).daemonSet();
        }
    },
    POD_SECURITY("Pod Security: restricted") {
        @Override
        DaemonSet puller(KubernetesClient admin, String namespace) {
            admin.namespaces().withName(namespace).edit(n -> new NamespaceBuilder(n).editMetadata().addToLabels("pod-security.kubernetes.io/enforce", "restricted").endMetadata().build());
            return pullers(namespace).daemonSet();
        }
    },
    NO_NODE("no node is eligible") {
        @Override
        DaemonSet puller(KubernetesClient admin, String namespace) {
            return Pullers.chart4(namespace, "hub").images(IMAGE).selecting("pool", "nowhere").daemonSet();
        }
    },
    PRIORITY_CLASS("a priority class that does not exist") {
        @Override
        DaemonSet puller(KubernetesClient admin, String namespace) {
            return new DaemonSetBuilder(pullers(namespace).daemonSet()).editSpec().editTemplate().editSpec().withPriorityClassName("absent").endSpec().endTemplate().endSpec().build();
        }
    };

    private static final String IMAGE = "hub.test/singleuser:4.4.0";

    private final String words;

    Workload(String words) {
        this.words = words;
    }

    /** The puller, after what makes its trouble has been made. */
    abstract DaemonSet puller(KubernetesClient admin, String namespace);

    /** Whether all tools watch it at once, each for as long as it takes, and one run of each is enough. */
    boolean atOnce() {
        return this != COMPLETES && this != DONE;
    }

    String words() {
        return words;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Pullers pullers(String namespace) {
        return Pullers.chart4(namespace, "hub").images(IMAGE).selecting("pool", "user");
    }
}
