package io.jenkins.plugins.prepullgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** The look at helm's releases before anything is begun. */
public class ReleaseCheckTest {
    private static final Instant NOW = Instant.parse("2026-01-26T12:00:00Z");

    private static ReleaseFacts release(String name, String status, Duration age, int good) {
        Instant begun = age == null ? null : NOW.minus(age);
        return new ReleaseFacts(name, 8, status, begun, begun, good);
    }

    private static ReleaseCheck check(String release, Policy policy, ReleaseFacts... all) {
        return ReleaseCheck.of(Arrays.asList(all), "jhub", release, policy, NOW);
    }

    private static ReleaseCheck check(String release, ReleaseFacts... all) {
        return check(release, Policy.DEFAULT, all);
    }

    @Test
    public void aReleaseThatIsPendingForLongIsRefusedAsKilled() {
        ReleaseCheck check = check("hub", release("hub", "pending-upgrade", Duration.ofMinutes(133), 7),
                release("other", "deployed", Duration.ZERO, 8));
        assertThat(check.refusal().code()).isEqualTo(FindingCode.HELM_OPERATION_IN_PROGRESS);
        assertThat(check.refusal().permanent()).isTrue();
        assertThat(check.refusal().summary())
                .startsWith("revision 8 of helm release hub has been pending-upgrade for 2 h: helm refuses every other change");
        assertThat(check.refusal().remedy()).startsWith("a deploy seldom takes that long, so its helm was probably killed")
                .endsWith("then: helm rollback hub 7 -n jhub");
        assertThat(check.refusal().evidence().get(0).object()).isEqualTo("Secret jhub/sh.helm.release.v1.hub.v8");
        assertThat(check.lines()).isEmpty();
    }

    @Test
    public void aReleaseThatHasJustBecomePendingIsTakenForAnotherDeploy() {
        assertThat(check("hub", release("hub", "pending-install", Duration.ofSeconds(40), 0)).refusal()).satisfies(found -> {
            assertThat(found.summary()).contains("has been pending-install for 40 s");
            assertThat(found.remedy()).isEqualTo("another deploy seems to be at work: let it end (helm history hub -n jhub) and start again; "
                    + "if no helm is running: helm uninstall hub -n jhub");
        });
        assertThat(check("hub", release("hub", "pending-upgrade", Duration.ofSeconds(-5), 7)).refusal().summary())
                .as("a clock behind")
                .contains("for 0 s");
        assertThat(check("hub", release("hub", "pending-upgrade", null, 7)).refusal().remedy()).as("no creation time")
                .isEqualTo("helm history hub -n jhub; if no helm is running: helm rollback hub 7 -n jhub");
    }

    @Test
    public void whatIsNotPendingIsNoMatter() {
        for (String status : new String[] {"deployed", "failed", "superseded", "uninstalling", ""}) {
            assertThat(check("hub", release("hub", status, Duration.ofDays(3), 7))).isEqualTo(new ReleaseCheck(null, List.of()));
        }
        assertThat(check("hub", release("other", "pending-upgrade", Duration.ofDays(3), 7)).refusal()).as("another release").isNull();
        assertThat(check("hub").refusal()).as("none").isNull();
    }

    @Test
    public void unnamedItIsTheOnlyOneOfTheNamespace() {
        ReleaseFacts pending = release("hub", "pending-upgrade", Duration.ofDays(3), 7);
        assertThat(check("", pending).refusal()).isNotNull();
        ReleaseCheck several = check("", pending, release("grafana", "deployed", Duration.ofDays(9), 8));
        assertThat(several.refusal()).isNull();
        assertThat(several.lines())
                .singleElement()
                .asString()
                .startsWith("revision 8 of helm release hub has been pending-upgrade for 3 days; if it is the one");
    }

    @Test
    public void whoeverAskedNotToFailIsOnlyTold() {
        ReleaseFacts pending = release("hub", "pending-upgrade", Duration.ofDays(3), 7);
        Policy never = Policy.DEFAULT.withFailFast(FailFast.NEVER);
        Policy info = Policy.DEFAULT.withClass(FindingCode.HELM_OPERATION_IN_PROGRESS, FindingClass.INFO);
        for (Policy policy : new Policy[] {never, info}) {
            ReleaseCheck check = check("hub", policy, pending);
            assertThat(check.refusal()).isNull();
            assertThat(check.lines()).singleElement().asString().endsWith("pending-upgrade for 3 days; going on, as asked");
        }
    }
}
