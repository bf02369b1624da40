package io.jenkins.plugins.prepullgate.standalone;

import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.testbed.Rights;

/** What the gate's account needs for a prepull, beside what a wait needs: given and taken when the API server goes by it. */
final class PrepullRights {
    private static final String NAME = "prepull";

    private PrepullRights() {}

    static void give(KubernetesClient admin, String namespace) {
        admin.resource(new RoleBuilder().withNewMetadata().withName(NAME).withNamespace(namespace).endMetadata()
                .addNewRule().withApiGroups("apps").withResources("daemonsets").withVerbs("create", "patch", "delete").endRule()
                .addNewRule().withApiGroups("").withResources("serviceaccounts").withVerbs("get").endRule().build()).create();
        admin.resource(new RoleBindingBuilder().withNewMetadata().withName(NAME).withNamespace(namespace).endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", NAME).addNewSubject(null, "ServiceAccount", "prepull-gate", "prepull-gate")
                        .build()).create();
        Rights.await(admin, patching(namespace));
    }

    static void take(KubernetesClient admin, String namespace) {
        admin.rbac().roleBindings().inNamespace(namespace).withName(NAME).delete();
        Rights.awaitLoss(admin, patching(namespace));
    }

    private static Rights.Right patching(String namespace) {
        return new Rights.Right(RealCluster.GATE, namespace, "patch", "apps", "daemonsets");
    }
}
