package io.jenkins.plugins.prepullgate.steps;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import java.io.IOException;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** What the tests on a Jenkins share. */
final class Pipelines {
    static final String CREDENTIALS = "kube";

    private Pipelines() {}

    /** A token under {@link #CREDENTIALS}. */
    static void addCredentials() throws IOException {
        addCredentials(CREDENTIALS);
    }

    static void addCredentials(String id) throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "a cluster", Secret.fromString("token")));
        provider.save();
    }

    static WorkflowJob job(JenkinsRule j, String name, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    static WorkflowRun start(WorkflowJob job) throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    /** A call of the step, with more arguments, each after a comma. */
    static String waiting(String url, String more) {
        return "waitForPrepuller(namespace: 'jhub', credentialsId: '" + CREDENTIALS + "', serverUrl: '" + url + "'" + more + ")";
    }

    static String waiting(String url) {
        return waiting(url, "");
    }
}
