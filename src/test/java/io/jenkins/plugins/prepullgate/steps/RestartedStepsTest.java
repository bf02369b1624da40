package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import java.util.concurrent.atomic.AtomicReference;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** Steps that do something, over restarts of the controller: it is gone on with, and neither done twice nor left behind. */
public class RestartedStepsTest {
    private final ClusterInMemory api = new ClusterInMemory();
    private final ScriptedHub hub = new ScriptedHub();
    private final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(api).around(hub).around(sessions);

    @Before
    public void workers() {
        api.worker("a");
        api.worker("b");
    }

    private static WorkflowRun build(JenkinsRule j) {
        return j.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
    }

    /** @return the uid of the puller */
    private String beginPrepull() throws Throwable {
        AtomicReference<String> uid = new AtomicReference<>();
        sessions.then(j -> {
            Pipelines.addCredentials();
            WorkflowRun build = Pipelines.start(Pipelines.job(j, "p", "prepullImages(namespace: 'jhub', credentialsId: '" + Pipelines.CREDENTIALS
                    + "', serverUrl: '" + api.url() + "', images: ['registry.test/singleuser:1'])"));
            api.runOwnPuller("a", "b");
            j.waitForMessage("0/2 ready", build);
            uid.set(api.ownPullers().get(0).getMetadata().getUid());
        });
        assertThat(api.ownPullers()).as("it pulls on while the controller is down").hasSize(1);
        return uid.get();
    }

    @Test
    public void aPrepullGoesOnWithItsPuller() throws Throwable {
        String uid = beginPrepull();
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("going on after a restart of the controller; ", build);
            assertThat(api.ownPullers()).singleElement().satisfies(puller -> assertThat(puller.getMetadata().getUid()).isEqualTo(uid));
            api.pulled("a");
            api.pulled("b");
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            assertThat(api.ownPullers()).isEmpty();
        });
    }

    @Test
    public void aPrepullThatIsStoppedAfterARestartLeavesNothing() throws Throwable {
        beginPrepull();
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.waitForMessage("going on after a restart of the controller; ", build);
            Pipelines.stoppable(build).doStop();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
            Soon.await().until(() -> api.ownPullers().isEmpty() && Pipelines.clusterThreads().isEmpty());
        });
    }

    @Test
    public void aHubIsWaitedForAgain() throws Throwable {
        hub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        hub.on("/hub/api/users", (method, path, body) -> Reply.json("[]"));
        hub.on("/hub/api/proxy", (method, path, body) -> Reply.json("{}"));
        String url = hub.target().url().toString();
        sessions.then(j -> {
            Pipelines.addCredentials("hub");
            WorkflowRun build = Pipelines.start(Pipelines.job(j, "p", "waitForHub(hubUrl: '" + url + "', credentialsId: 'hub')"));
            j.waitForMessage("waiting for the hub", build);
        });
        hub.on("/hub/health", (method, path, body) -> Reply.of(200, ""));
        sessions.then(j -> {
            WorkflowRun build = build(j);
            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            j.assertLogContains("the controller was restarted: from the beginning again", build);
            j.assertLogContains("[prepull] HUB WAIT PASSED: ", build);
        });
    }
}
