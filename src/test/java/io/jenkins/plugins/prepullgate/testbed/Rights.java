package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What a service account may do. The API server goes by what it has heard of roles and bindings, which is a moment after they were written. */
public final class Rights {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Rights() {}

    /** One right, of an account named {@code NAMESPACE:NAME}, in a namespace; null for what belongs to none, such as nodes. */
    public record Right(String account, String namespace, String verb, String group, String resource) {}

    /** Waits until the right holds. @param admin may ask for others */
    public static void await(KubernetesClient admin, Right right) {
        Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> holds(admin, right));
    }

    /** Waits until the right has gone. */
    public static void awaitLoss(KubernetesClient admin, Right right) {
        Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> !holds(admin, right));
    }

    private static boolean holds(KubernetesClient admin, Right right) {
        SubjectAccessReview review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser("system:serviceaccount:" + right.account())
                .withNewResourceAttributes()
                .withNamespace(right.namespace())
                .withVerb(right.verb())
                .withGroup(right.group())
                .withResource(right.resource())
                .endResourceAttributes()
                .endSpec()
                .build();
        return admin.authorization().v1().subjectAccessReview().create(review).getStatus().getAllowed();
    }
}
