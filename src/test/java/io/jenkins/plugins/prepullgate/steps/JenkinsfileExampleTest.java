package io.jenkins.plugins.prepullgate.steps;

import static org.junit.Assume.assumeFalse;

import hudson.Functions;
import hudson.model.Result;
import io.jenkins.plugins.prepullgate.cluster.Charts;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** {@code Jenkinsfile.example} as it stands, on two clusters in memory and two hubs, with a helm that does as it is told. */
public class JenkinsfileExampleTest {
    private final ClusterInMemory production = new ClusterInMemory();
    private final ClusterInMemory staging = new ClusterInMemory();
    private final ScriptedHub productionHub = new ScriptedHub();
    private final ScriptedHub stagingHub = new ScriptedHub();
    private final TemporaryFolder folder = new TemporaryFolder();
    private final JenkinsRule j = new JenkinsRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(production)
            .around(staging)
            .around(productionHub)
            .around(stagingHub)
            .around(folder)
            .around(j);

    private Path upgraded;
    private Path helm;

    @Before
    public void twoClustersAndAHelm() throws Exception {
        assumeFalse("the example's shell steps need a Unix agent", Functions.isWindows());
        Pipelines.addCredentials("kube-production");
        Pipelines.addCredentials("kube-staging");
        Pipelines.addCredentials("hub-production");
        Pipelines.addCredentials("hub-staging");
        users(productionHub, "ann");
        users(stagingHub, "jane");
        staging.master("master", true);
        production.master("master", true);
        production.worker("a");
        production.worker("b");
        upgraded = folder.getRoot().toPath().resolve("upgraded");
        helm = folder.newFile("helm").toPath();
        Files.writeString(helm, """
                #!/bin/sh
                case "$1" in
                    template)
                        case "$*" in
                            *daemonset-hook.yaml*) cat '%s' ;;
                            *) echo '  checksum_hook-image-puller: "abc"' ;;
                        esac
                        ;;
                    upgrade) while [ ! -e '%s' ]; do sleep 1; done; echo helm has upgraded ;;
                    status) echo "STATUS: pending-upgrade" ;;
                    rollback) echo helm has rolled back ;;
                esac
                """.formatted(chart(), upgraded));
        helm.toFile().setExecutable(true);
    }

    /** The users of a hub; none of them has a server. */
    private static void users(ScriptedHub hub, String... names) {
        String users = Arrays.stream(names)
                .map(name -> "{\"name\": \"" + name + "\", \"last_activity\": \"2020-01-01T00:00:00Z\", \"servers\": {}}")
                .collect(Collectors.joining(",", "[", "]"));
        hub.on("/hub/api/users", (method, path, body) -> Reply.json(users));
        hub.on("/hub/api/proxy", (method, path, body) -> Reply.json("{}"));
    }

    private Path chart() throws IOException {
        return Files.writeString(folder.newFile("puller.yaml").toPath(), Charts.newest());
    }

    private WorkflowRun start() throws Exception {
        return Pipelines.start(Pipelines.job(j, "p", example()));
    }

    private String example() throws IOException, ConnectionException {
        return Files.readString(Path.of("Jenkinsfile.example"))
                .replace("https://api.production.example.org:6443", production.url())
                .replace("https://api.staging.example.org:6443", staging.url())
                .replace("https://hub.production.example.org/", productionHub.target().url().toString())
                .replace("https://hub.staging.example.org/", stagingHub.target().url().toString())
                .replace("helm template ", helm + " template ")
                .replace("helm upgrade ", helm + " upgrade ")
                .replace("helm status ", helm + " status ")
                .replace("helm rollback ", helm + " rollback ");
    }

    /** A build whose guard has looked at the cluster before helm's hook comes. */
    private WorkflowRun startAndThenTheHook() throws Exception {
        WorkflowRun build = start();
        j.waitForMessage("of release hub in namespace jhub; ", build);
        production.startPuller("a", "b");
        return build;
    }

    @Test
    public void deploysWhenThePrepullIsComplete() throws Exception {
        WorkflowRun build = startAndThenTheHook();
        j.waitForMessage("0/2 ready", build);
        production.pulled("a");
        production.pulled("b");
        j.waitForMessage("PREPULL COMPLETE", build);
        Files.createFile(upgraded);
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        j.assertLogContains("AUDIT PASSED", build);
        j.assertLogContains("HUB SCALE PASSED", build);
        j.assertLogContains("helm has upgraded", build);
        j.assertLogContains("HUB WAIT PASSED", build);
    }

    @Test
    public void endsHelmAndSaysWhyWhenItCannotSucceed() throws Exception {
        WorkflowRun build = startAndThenTheHook();
        j.waitForMessage("0/2 ready", build);
        production.notFound("a");
        production.notFound("b");
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(build));
        j.assertLogContains("helm has rolled back", build);
        j.assertLogContains("Deploy of hub failed: PULL_NOT_FOUND", build);
        j.assertLogNotContains("helm has upgraded", build);
    }

    private WorkflowRun startPrepullingFirst() throws Exception {
        String example = example().replace("name: 'PREPULL_FIRST', defaultValue: false", "name: 'PREPULL_FIRST', defaultValue: true");
        WorkflowRun build = Pipelines.start(Pipelines.job(j, "p", example));
        production.runOwnPuller("a", "b");
        j.waitForMessage("0/2 ready", build);
        return build;
    }

    @Test
    public void prepullsAndThenDeploys() throws Exception {
        WorkflowRun build = startPrepullingFirst();
        production.pulled("a");
        production.pulled("b");
        j.waitForMessage("PREPULL COMPLETE", build);
        Files.createFile(upgraded);
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        j.assertLogContains("helm has upgraded", build);
        j.assertLogNotContains("waiting for a hook image puller", build);
    }

    @Test
    public void aFailedPrepullNeverStartsHelm() throws Exception {
        WorkflowRun build = startPrepullingFirst();
        production.notFound("a");
        production.notFound("b");
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(build));
        j.assertLogContains("Deploy of hub failed: PULL_NOT_FOUND", build);
        j.assertLogNotContains("helm has", build);
    }

    @Test
    public void deploysNothingWhenProductionIsNotAsStaging() throws Exception {
        production.master("another", false);
        WorkflowRun build = j.waitForCompletion(start());
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("Deploy of hub failed: CP_NOT_TAINTED", build);
        j.assertLogNotContains("waiting for a hook image puller", build);
    }

    @Test
    public void deploysNothingWhenStagingShowsTooLittle() throws Exception {
        users(productionHub, "ann", "joe");
        WorkflowRun build = j.waitForCompletion(start());
        j.assertBuildStatus(Result.FAILURE, build);
        j.assertLogContains("Deploy of hub failed: HUB_SCALE_DRIFT", build);
        j.assertLogNotContains("waiting for a hook image puller", build);
    }

    @Test
    public void aHubThatNeverRunsFailsTheDeployWithItsCode() throws Exception {
        productionHub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        WorkflowRun build = startAndThenTheHook();
        j.waitForMessage("0/2 ready", build);
        production.pulled("a");
        production.pulled("b");
        j.waitForMessage("PREPULL COMPLETE", build);
        production.crashingHub("a");
        Files.createFile(upgraded);
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(build));
        j.assertLogContains("helm has upgraded", build);
        j.assertLogContains("Deploy of hub failed: CRASH_LOOP", build);
    }
}
