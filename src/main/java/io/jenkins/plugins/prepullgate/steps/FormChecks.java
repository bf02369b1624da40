package io.jenkins.plugins.prepullgate.steps;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** Checks a field of a form as the step itself would check it. */
final class FormChecks {
    /** A check of one value. */
    @FunctionalInterface
    interface Check {
        void run() throws AbortException;
    }

    private FormChecks() {}

    /** The outcome of the check; always OK for users who may not configure the job, so that they learn nothing. */
    static FormValidation forUser(Item item, Check check) {
        return mayConfigure(item) ? of(check) : FormValidation.ok();
    }

    static FormValidation of(Check check) {
        try {
            check.run();
            return FormValidation.ok();
        } catch (AbortException | IllegalArgumentException e) {
            return FormValidation.error(Util.fixNull(e.getMessage()));
        }
    }

    /** A list to choose from, with values as they are written in a Jenkinsfile. */
    static ListBoxModel choices(Stream<String> values) {
        ListBoxModel model = new ListBoxModel();
        values.forEach(model::add);
        return model;
    }

    /** Whether the current user may see what a form fills in; {@code item} is its job, and null outside of any job. */
    static boolean mayConfigure(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    /** A kubeconfig on the agent, beside the credentials that are chosen. */
    static FormValidation kubeconfig(Item item, String value, String credentialsId) {
        return forUser(item, () -> new ClusterAddress(credentialsId, null, null, null, value).check());
    }

    static FormValidation serverUrl(Item item, String value) {
        return forUser(item, () -> new ClusterAddress(null, value, null, null, null).check());
    }

    /** Certificates in PEM. */
    static FormValidation certificate(Item item, String value) {
        return forUser(item, () -> new ClusterAddress(null, null, value, null, null).check());
    }
}
