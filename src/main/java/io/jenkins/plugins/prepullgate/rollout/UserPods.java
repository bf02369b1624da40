package io.jenkins.plugins.prepullgate.rollout;

import java.util.List;

/**
 * With what the users' pods will pull, which decides whether they can use what was pulled for them.
 *
 * @param from where that is known from, in words
 * @param serviceAccount as written; empty for the namespace's default
 * @param pullSecrets names of the image pull secrets
 * @param admitted whether the secrets are those of an existing pod, so that those of its service account are among them
 * @param pullPolicy of the user's container; empty when unknown or left to Kubernetes
 */
public record UserPods(String from, String serviceAccount, List<String> pullSecrets, boolean admitted, String pullPolicy) {
    public UserPods {
        from = from == null ? "" : from;
        serviceAccount = serviceAccount == null || serviceAccount.isEmpty() ? Surroundings.DEFAULT_ACCOUNT : serviceAccount;
        pullSecrets = pullSecrets == null ? List.of() : List.copyOf(pullSecrets);
        pullPolicy = pullPolicy == null ? "" : pullPolicy;
    }
}
