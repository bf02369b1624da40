package io.jenkins.plugins.prepullgate.steps;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Executor;
import hudson.util.Secret;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.graphanalysis.NodeStepTypePredicate;
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
        provider.getCredentials().add(credentials(id));
        provider.save();
    }

    static void removeAllCredentials() throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().clear();
        provider.save();
    }

    static StringCredentialsImpl credentials(String id) {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "a cluster", Secret.fromString("token"));
    }

    static WorkflowJob job(JenkinsRule j, String name, String script) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Threads that exist only while a cluster is watched, and for two seconds after. */
    static List<String> clusterThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("prepull-cluster")).toList();
    }

    /** The last call of a step in a build. */
    static FlowNode node(WorkflowRun build, String step) {
        return new DepthFirstScanner().findFirstMatch(build.getExecution(), new NodeStepTypePredicate(step));
    }

    /** A line of a Pipeline that writes a kubeconfig for a cluster into the workspace. */
    static String writing(String file, String url, String user) {
        String yaml = "current-context: c\\ncontexts: [{name: c, context: {cluster: c, user: u}}]\\n"
                + "clusters: [{name: c, cluster: {server: \"" + url + "\"}}]\\nusers: [{name: u, user: {" + user + "}}]\\n";
        return "writeFile file: '" + file + "', text: '" + yaml + "'\n";
    }

    static WorkflowRun start(WorkflowJob job) throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    /**
     * A build that goes on after a restart, once it can be stopped as others are: its executor comes only after its steps have gone on, and until then
     * Jenkins kills the build over their heads.
     */
    static WorkflowRun stoppable(WorkflowRun build) {
        Soon.await().until(() -> {
            Executor executor = build.getOneOffExecutor();
            // One whose thread still runs would interrupt that, and not the build.
            return executor != null && !executor.isAlive();
        });
        return build;
    }

    /** A call of the step, with more arguments, each after a comma. */
    static String waiting(String url, String more) {
        return "waitForPrepuller(namespace: 'jhub', credentialsId: '" + CREDENTIALS + "', serverUrl: '" + url + "'" + more + ")";
    }

    static String waiting(String url) {
        return waiting(url, "");
    }
}
