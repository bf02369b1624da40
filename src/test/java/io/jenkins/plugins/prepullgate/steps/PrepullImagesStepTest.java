package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;

/** The step in Pipelines: its form, and that no build leaves its puller behind. */
public class PrepullImagesStepTest {
    private final ClusterInMemory api = new ClusterInMemory();
    private final JenkinsRule j = new JenkinsRule();

    /** Jenkins, with its watches, ends before the cluster. */
    @Rule
    public final RuleChain rules = RuleChain.outerRule(api).around(j);

    @Before
    public void aClusterOfTwoWorkers() throws Exception {
        Pipelines.addCredentials();
        api.worker("a");
        api.worker("b");
    }

    private WorkflowRun start(String more) throws Exception {
        return Pipelines.start(Pipelines.job(j, "p", "prepullImages(namespace: 'jhub', credentialsId: '" + Pipelines.CREDENTIALS + "', serverUrl: '"
                + api.url()
                + "', images: ['registry.test/singleuser:1']" + more + ")"));
    }

    @Test
    public void everythingSurvivesTheForm() throws Exception {
        PrepullImagesStep step = new PrepullImagesStep("jhub");
        step.setCredentialsId(Pipelines.CREDENTIALS);
        step.setManifestFile("chart.yaml");
        step.setPuller("hook-image-puller");
        step.setServiceAccount("puller");
        step.setPriorityClass("low");
        step.setRequests("cpu=5m");
        step.setLimits("cpu=50m");
        step.setHelperImage("mirror.test/busybox:1");
        step.setKeep(true);
        step.setBudget("1h");
        j.assertEqualDataBoundBeans(step, new StepConfigTester(j).configRoundTrip(step));
    }

    @Test
    public void listsAreLinesOfTheForm() throws Exception {
        PrepullImagesStep step = new PrepullImagesStep("jhub");
        step.setImages(List.of("hub.test/a:v1", "hub.test/b:v1"));
        step.setTolerations(List.of("gpu:NoSchedule"));
        step.setNodeSelector(List.of("pool=user"));
        step.setPullSecrets(List.of("pull"));
        PrepullImagesStep after = new StepConfigTester(j).configRoundTrip(step);
        assertThat(after.getImages()).containsExactly("hub.test/a:v1", "hub.test/b:v1");
        assertThat(after.getTolerations()).containsExactly("gpu:NoSchedule");
        assertThat(after.getNodeSelector()).containsExactly("pool=user");
        assertThat(after.getPullSecrets()).containsExactly("pull");
        new SnippetizerTester(j).assertRoundTrip(step, "prepullImages images: ['hub.test/a:v1', 'hub.test/b:v1'], namespace: 'jhub', "
                + "nodeSelector: ['pool=user'], pullSecrets: ['pull'], tolerations: ['gpu:NoSchedule']");
    }

    @Test
    public void aCompletePrepullLeavesNothing() throws Exception {
        WorkflowRun build = start("");
        api.runOwnPuller("a", "b");
        j.waitForMessage("0/2 ready", build);
        assertThat(api.ownPullers().get(0).getMetadata().getAnnotations().get("prepull-gate/owner")).startsWith("Jenkins build p#1 of " + j.getURL());
        api.pulled("a");
        api.pulled("b");
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        assertThat(api.ownPullers()).isEmpty();
    }

    @Test
    public void aFailedOneNeither() throws Exception {
        WorkflowRun build = start("");
        api.runOwnPuller("a", "b");
        j.waitForMessage("0/2 ready", build);
        api.notFound("a");
        api.notFound("b");
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(build));
        assertThat(api.ownPullers()).isEmpty();
    }

    @Test
    public void anAbortedOneNeither() throws Exception {
        WorkflowRun build = start("");
        api.runOwnPuller("a", "b");
        j.waitForMessage("0/2 ready", build);
        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        Soon.await().until(() -> api.ownPullers().isEmpty());
    }

    /** The object of a build that has ended, whatever kept it from being removed, is removed by the next one. */
    @Test
    public void whatAnEndedBuildHasLeftIsRemovedByTheNext() throws Exception {
        WorkflowRun first = start(", keep: true");
        api.runOwnPuller("a", "b");
        j.waitForMessage("0/2 ready", first);
        api.pulled("a");
        api.pulled("b");
        j.assertBuildStatusSuccess(j.waitForCompletion(first));
        assertThat(api.ownPullers()).as("kept").hasSize(1);
        api.admin().resource(api.ownPullers().get(0)).edit(set -> {
            set.getMetadata().getAnnotations().remove("prepull-gate/keep");
            return set;
        });

        WorkflowRun second = Pipelines.start(first.getParent());
        j.waitForMessage("which was left over: Jenkins build p#1 of ", second);
        j.waitForMessage("applied DaemonSet", second);
        assertThat(api.ownPullers()).hasSize(1);
        second.getExecutor().interrupt();
        j.waitForCompletion(second);
    }
}
