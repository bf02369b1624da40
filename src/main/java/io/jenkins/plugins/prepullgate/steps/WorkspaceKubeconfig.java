package io.jenkins.plugins.prepullgate.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Util;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A kubeconfig on the build's agent: the one that the step names, or those that {@code KUBECONFIG} names, which {@code withKubeConfig} and the like
 * set. Read as data on the controller, as every kubeconfig is: whoever may write a Jenkinsfile must not have programs run or files read there.
 */
final class WorkspaceKubeconfig {
    private static final String VARIABLE = "KUBECONFIG";

    private WorkspaceKubeconfig() {}

    /**
     * The target of a kubeconfig of the build; null when the cluster is reached in another way. May block for as long as an agent may take.
     *
     * @throws ConnectionException when the file cannot be read or used
     */
    static ClusterTarget target(StepContext context, ClusterAddress address) throws ConnectionException {
        if (!address.credentialsId().isEmpty()) {
            return null;
        }
        if (address.kubeconfig().isEmpty()) {
            return AgentFiles.read(context, VARIABLE, folder -> byVariable(folder, context.get(EnvVars.class), address));
        }
        String what = "kubeconfig: '" + address.kubeconfig() + "'";
        return AgentFiles.read(context, what, folder -> {
            if (folder == null) {
                throw AgentFiles.noAgent(what, "credentialsId");
            }
            return target(folder.act(KubeconfigFiles.one(address.kubeconfig())), what, address);
        });
    }

    /** The target that the variable {@code KUBECONFIG} names; null where it is not set, or there is no agent with the files. */
    private static ClusterTarget byVariable(FilePath folder, EnvVars environment, ClusterAddress address)
            throws ConnectionException, IOException, InterruptedException {
        String value = environment == null ? null : Util.fixEmptyAndTrim(environment.get(VARIABLE));
        if (folder == null || value == null) {
            return null;
        }
        String what = VARIABLE + " (" + value + ")";
        List<String> texts = folder.act(KubeconfigFiles.several(value));
        if (texts.isEmpty()) {
            throw AgentFiles.refused(what + ": none of these files is there; it may name a file of another agent", null);
        }
        return target(texts, what, address);
    }

    private static ClusterTarget target(List<String> texts, String what, ClusterAddress address) throws ConnectionException {
        return address.over(Kubeconfigs.parse(texts, address.context(), what));
    }
}
