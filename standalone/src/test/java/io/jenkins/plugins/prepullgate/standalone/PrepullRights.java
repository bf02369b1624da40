package io.jenkins.plugins.prepullgate.standalone;

import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** What the gate's account needs for a prepull, beside what a wait needs. */
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
    }

    static void take(KubernetesClient admin, String namespace) {
        admin.rbac().roleBindings().inNamespace(namespace).withName(NAME).delete();
    }
}
