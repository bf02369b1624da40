package io.jenkins.plugins.prepullgate.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Util;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/**
 * A kubeconfig on the build's agent: the one that the step names, or those that {@code KUBECONFIG} names, which {@code withKubeConfig} and the like
 * set. Read as data on the controller, as every kubeconfig is: whoever may write a Jenkinsfile must not have programs run or files read there.
 */
final class WorkspaceKubeconfig {
    private static final String VARIABLE = "KUBECONFIG";
    /** An agent that hangs must not hold one of the few threads. */
    private static final int SECONDS = 20;

    private WorkspaceKubeconfig() {}

    /**
     * Where a step's address leads by a kubeconfig of the build; null when it is reached in another way. May block, for as long as an agent may take.
     *
     * @throws ConnectionException when the file cannot be read or used
     */
    @SuppressWarnings("try")
    static ClusterTarget target(StepContext context, ClusterAddress address) throws ConnectionException {
        if (!address.credentialsId().isEmpty()) {
            return null;
        }
        try (Timeout limit = Timeout.limit(SECONDS, TimeUnit.SECONDS)) {
            FilePath folder = context.get(FilePath.class);
            if (!address.kubeconfig().isEmpty()) {
                return named(folder, address);
            }
            // Without an agent there is no file that the variable could mean.
            String variable = folder == null ? null : variable(context);
            return variable == null ? null : target(folder, KubeconfigFiles.several(variable), VARIABLE + " (" + variable + ")", address);
        } catch (IOException e) {
            throw refused("the agent's files cannot be reached: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            // By the limit; or by somebody who stops the step, who hears nothing of this any more.
            throw refused("the agent did not answer within " + SECONDS + " seconds", e);
        }
    }

    private static ClusterTarget named(FilePath folder, ClusterAddress address) throws ConnectionException, InterruptedException {
        if (folder == null) {
            throw refused("kubeconfig: '" + address.kubeconfig() + "' is a file of an agent, and the step runs on none; put it into node { }, or "
                    + "give credentialsId instead", null);
        }
        return target(folder, KubeconfigFiles.one(address.kubeconfig()), "kubeconfig '" + address.kubeconfig() + "'", address);
    }

    /** Null when it is not set. */
    private static String variable(StepContext context) throws IOException, InterruptedException {
        EnvVars environment = context.get(EnvVars.class);
        return environment == null ? null : Util.fixEmptyAndTrim(environment.get(VARIABLE));
    }

    private static ClusterTarget target(FilePath folder, KubeconfigFiles files, String what, ClusterAddress address)
            throws ConnectionException, InterruptedException {
        List<String> texts;
        try {
            texts = folder.act(files);
        } catch (IOException e) {
            throw refused(what + " cannot be read from the agent: " + e.getMessage(), e);
        }
        if (texts.isEmpty()) {
            throw refused(what + ": none of these files is there; it may name a file of another agent", null);
        }
        return address.over(Kubeconfigs.parse(texts, address.context(), what));
    }

    private static ConnectionException refused(String why, Exception cause) {
        return new ConnectionException(Kind.CONFIGURATION, Redaction.of(why), cause);
    }
}
