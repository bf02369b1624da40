package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub;
import io.jenkins.plugins.prepullgate.hub.ScriptedHub.Reply;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.io.File;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The hub's steps without a Jenkins, from their start to what they return. */
public class HubStepsExecutionTest {
    @Rule
    public final ScriptedHub hub = new ScriptedHub();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final FakeContext context = new FakeContext();
    private String url;

    @Before
    public void aHubWithAUser() throws Exception {
        url = hub.target().url().toString();
        hub.on("/hub/api/users", (method, path, body) ->
                Reply.json("[{\"name\": \"ann\", \"last_activity\": \"2020-01-01T00:00:00Z\", \"servers\": {}}]"));
        hub.on("/hub/api/proxy", (method, path, body) -> Reply.json("{}"));
        Engine.use(new Engine(new FakeClusters(new ViewBuilder().build()), InstantSource.system()));
    }

    @After
    public void endTheEngine() {
        Engine.shutDown();
    }

    @Test
    public void malformedArgumentsFailBeforeAnythingIsAsked() throws Exception {
        WaitForHubStep wait = new WaitForHubStep(url, "token");
        wait.setFailOn("broken");
        refused(wait, "failOn: 'broken' is none of dead, missing, stale, slow");
        refused(new WaitForHubStep("hub.example.org", "token"), "hubUrl: hub: a hub's address is like");
        refused(new WaitForHubStep(url, ""), "credentialsId: is missing");
        refused(new SeedHubUsersStep(url, "token"), "users: give how many");
        SeedHubUsersStep seed = new SeedHubUsersStep(url, "token");
        seed.setUsers(5);
        seed.setEvenProduction("other.example.org");
        refused(seed, "evenProduction: 'other.example.org' is not ");
        PruneHubUsersStep prune = new PruneHubUsersStep(url, "token");
        prune.setInactiveSince("ever");
        refused(prune, "inactiveSince: 'ever' is neither an age");
        refused(new VerifyHubScaleStep(url, "token"), "productionUrl: ");
        assertThat(hub.requests()).isEmpty();
    }

    private void refused(HubStep step, String words) throws Exception {
        StepExecution execution = step.start(context);
        assertThatThrownBy(execution::start).isInstanceOf(AbortException.class).hasMessageContaining(words);
    }

    @Test
    public void aHubThatServesIsSuccessWithItsNumbers() throws Exception {
        new WaitForHubStep(url, "token").start(context).start();
        Outcome outcome = context.outcome();
        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.getFacts()).containsEntry("version", "5.5.4").containsEntry("servers", 0);
        assertThat(context.log()).contains("[prepull] HUB WAIT PASSED: JupyterHub 5.5.4 serves after ").doesNotContain("secret-token");
        assertThat(context.environment()).containsEntry("PREPULL_RESULT", "PASSED");
    }

    @Test
    public void aHubThatDoesNotComeUpFailsWithTheStableLine() throws Exception {
        hub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        WaitForHubStep step = new WaitForHubStep(url, "token");
        step.setBudget("2s");
        step.start(context).start();
        assertThat(context.failure())
                .isInstanceOf(FlowInterruptedException.class)
                .hasMessageStartingWith("HUB WAIT FAILED HUB_NOT_HEALTHY: the budget of 2s ran out: ");
        assertThat(context.log().lines().reduce((a, b) -> b))
                .hasValueSatisfying(line -> assertThat(line).startsWith("[prepull] HUB WAIT FAILED HUB_NOT_HEALTHY: "));
    }

    @Test
    public void aTokenThatIsRefusedIsSaidInOneLine() throws Exception {
        hub.on("/hub/api/users", (method, path, body) -> Reply.of(403, "{\"message\": \"requires any of [list:users]\"}"));
        SeedHubUsersStep step = new SeedHubUsersStep(url, "token");
        step.setUsers(3);
        step.start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("HUB SEED FAILED API_FORBIDDEN: ").hasMessageContaining("requires any of [list:users]");
    }

    @Test
    public void stoppingEndsItAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        hub.on("/hub/health", (method, path, body) -> {
            asked.countDown();
            return Reply.of(503, "");
        });
        StepExecution execution = new WaitForHubStep(url, "token").start(context);
        execution.start();
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
        Exception abort = new FlowInterruptedException(Result.ABORTED, true);
        execution.stop(abort);
        assertThat(catchThrowable(() -> context.end.get(30, TimeUnit.SECONDS)).getCause()).isSameAs(abort);
        await().until(() -> Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("prepull-gate hub"))
                .noneMatch(entry -> Arrays.stream(entry.getValue()).anyMatch(frame -> frame.getClassName().endsWith(".HubWait"))));
        assertThat(context.ends).hasValue(1);
        assertThat(context.log()).doesNotContain("HUB WAIT");
    }

    @Test
    public void goesOnAfterARestart() throws Exception {
        hub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        StepExecution execution = new WaitForHubStep(url, "token").start(context);
        execution.start();
        await().until(() -> hub.requests().contains("GET /hub/health"));
        Engine.shutDown();
        assertThat(context.end).isNotDone();
        hub.on("/hub/health", (method, path, body) -> Reply.of(200, ""));
        Engine.use(new Engine(new FakeClusters(new ViewBuilder().build()), InstantSource.system()));
        FakeContext.restarted(execution).onResume();
        assertThat(context.outcome().isSuccess()).isTrue();
        assertThat(context.ends).hasValue(1);
    }

    @Test
    public void aRestartMovesNoDeadline() throws Exception {
        ShiftedClock clock = new ShiftedClock();
        Engine.use(new Engine(new FakeClusters(new ViewBuilder().build()), clock));
        hub.on("/hub/health", (method, path, body) -> Reply.of(503, ""));
        StepExecution execution = new WaitForHubStep(url, "token").start(context);
        execution.start();
        await().until(() -> hub.requests().contains("GET /hub/health"));
        Engine.shutDown();
        clock.forward(Duration.ofMinutes(4));
        Engine.use(new Engine(new FakeClusters(new ViewBuilder().build()), clock));
        StepExecution resumed = FakeContext.restarted(execution);
        resumed.onResume();
        await().until(() -> context.log().contains(" of 10m left"));
        assertThat(context.log()).containsPattern("5m5\\ds of 10m left");
        Engine.shutDown();
        clock.forward(Duration.ofHours(1));
        hub.on("/hub/health", (method, path, body) -> Reply.of(200, ""));
        Engine.use(new Engine(new FakeClusters(new ViewBuilder().build()), clock));
        FakeContext.restarted(resumed).onResume();
        assertThat(context.outcome().isSuccess()).as("the hub serves, late as it is").isTrue();
        assertThat(context.log()).contains("the budget of 10m ran out while the controller was down; looking at the hub once more");
    }

    @Test
    public void stagingIsComparedWithProductionOverItsOwnAddress() throws Exception {
        VerifyHubScaleStep step = new VerifyHubScaleStep(url, "token");
        step.setProductionUrl(url);
        step.setProductionCredentialsId("other");
        step.start(context).start();
        assertThat(context.outcome().getFacts()).containsKeys("staging", "production");
        assertThat(context.log()).contains("[prepull] HUB SCALE PASSED: ");
    }

    @Test
    public void pruningOnlyCountsUnlessToldOtherwise() throws Exception {
        oneInactiveUser();
        new PruneHubUsersStep(url, "token").start(context).start();
        assertThat(context.outcome().getFacts()).containsEntry("candidates", 1).containsEntry("deleted", 0).containsEntry("backup", null);
        assertThat(hub.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }

    @Test
    public void whereNoBackupCanBeKeptNobodyIsDeleted() throws Exception {
        oneInactiveUser();
        PruneHubUsersStep step = new PruneHubUsersStep(url, "token");
        step.setDelete(true);
        step.start(context).start();
        assertThat(context.failure()).hasMessageStartingWith("HUB PRUNE FAILED HUB_BACKUP_FAILED: ").hasMessageContaining("put it into node { }");
        assertThat(hub.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }

    private void oneInactiveUser() {
        hub.on("/hub/api/users", (method, path, body) -> Reply.json("[" + ScriptedHub.idleUser("ann") + "]"));
    }

    @Test
    public void aBackupIsNeverWrittenOverAlsoAfterARestart() throws Exception {
        File workspace = folder.getRoot();
        assertThat(new BackupFile("users.json", "first", false).invoke(workspace, null)).isEqualTo("users.json");
        assertThatThrownBy(() -> new BackupFile("users.json", "second", false).invoke(workspace, null))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(new BackupFile("users.json", "rest", true).invoke(workspace, null)).isEqualTo("users-2.json");
        assertThat(workspace.toPath().resolve("users.json")).hasContent("first");
        assertThat(workspace.toPath().resolve("users-2.json")).hasContent("rest");
    }
}
