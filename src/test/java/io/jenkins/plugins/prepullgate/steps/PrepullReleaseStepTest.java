package io.jenkins.plugins.prepullgate.steps;

import static io.jenkins.plugins.prepullgate.steps.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.prepullgate.rollout.ReleaseFacts;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A {@code prepullImages}, and a {@code verifyMasterTaints}, where helm's release is pending already. */
public class PrepullReleaseStepTest {
    private final ShiftedClock clock = new ShiftedClock();
    private final FakeContext context = new FakeContext();
    private final FakeClusters clusters = new FakeClusters(ScriptedWaits.pulling());
    private final PrepullImagesStep step = new PrepullImagesStep(ViewBuilder.NAMESPACE);

    @Before
    public void aReleaseWhoseHelmWasKilled() {
        Engine.use(new Engine(clusters, clock));
        step.setImages(List.of("hub.test/user:v1"));
        clusters.releases = List.of(pending("hub"));
    }

    @After
    public void endTheEngine() {
        Engine.shutDown();
    }

    private ReleaseFacts pending(String name) {
        Instant begun = clock.instant().minus(Duration.ofHours(3));
        return new ReleaseFacts(name, 8, "pending-upgrade", begun, begun, 7);
    }

    @Test
    public void theStepFailsBeforeAnythingIsMade() throws Exception {
        step.start(context).start();
        assertThat(context.failure())
                .hasMessageStartingWith("PREPULL FAILED HELM_OPERATION_IN_PROGRESS: revision 8 of helm release hub has been pending-upgrade for 3 h");
        assertThat(context.log())
                .contains("[prepull]   do: a deploy seldom takes that long, so its helm was probably killed: see that none is running "
                + "(helm history hub -n jhub), then: helm rollback hub 7 -n jhub");
        assertThat(context.environment()).containsEntry("PREPULL_CODE", "HELM_OPERATION_IN_PROGRESS");
        assertThat(clusters.applied).isEmpty();
        assertThat(clusters.removed).isEmpty();
        assertThat(clusters.sources).isEmpty();
    }

    @Test
    public void anotherReleaseIsNoMatter() throws Exception {
        step.setRelease("hub2");
        step.start(context).start();
        await().until(() -> context.log().contains("1/2 ready"));
    }

    @Test
    public void oneOfSeveralIsToldAndThePrepullGoesOn() throws Exception {
        clusters.releases = List.of(pending("hub"), new ReleaseFacts("grafana", 1, "deployed", null, null, 1));
        step.start(context).start();
        await().until(() -> context.log().contains("1/2 ready"));
        assertThat(context.log()).contains("[prepull] revision 8 of helm release hub has been pending-upgrade for 3 h; if it is the one");
    }

    /** What began before a restart goes on after it: its own helm cannot have begun. */
    @Test
    public void afterARestartNobodyLooksAgain() throws Exception {
        clusters.releases = List.of();
        StepExecution execution = step.start(context);
        execution.start();
        await().until(() -> context.log().contains("1/2 ready"));
        Engine.shutDown();
        FakeClusters after = new FakeClusters(ScriptedWaits.ready());
        after.releases = List.of(pending("hub"));
        Engine.use(new Engine(after, clock));

        FakeContext.restarted(execution).onResume();

        assertThat(context.outcome().isSuccess()).isTrue();
    }

    @Test
    public void aReleaseThatCannotBeOneIsNamed() throws Exception {
        step.setRelease("My Hub");
        StepExecution execution = step.start(context);
        assertThatThrownBy(execution::start).isInstanceOf(AbortException.class).hasMessageStartingWith("release: 'My Hub'");
    }

    @Test
    public void anAuditFailsWithItWhenAsked() throws Exception {
        VerifyMasterTaintsStep audit = new VerifyMasterTaintsStep();
        audit.setNamespace(ViewBuilder.NAMESPACE);
        audit.setRelease("hub");
        audit.start(context).start();
        assertThat(context.failure())
                .hasMessageContaining("HELM_OPERATION_IN_PROGRESS: revision 8 of helm release hub has been pending-upgrade for 3 h");
        assertThat(context.log()).contains("then: helm rollback hub 7 -n jhub", "[prepull] AUDIT FAILED HELM_OPERATION_IN_PROGRESS: ");
        audit.setNamespace(null);
        StepExecution execution = audit.start(context);
        assertThatThrownBy(execution::start).isInstanceOf(AbortException.class).hasMessage("release: in which namespace? It needs namespace");
    }
}
