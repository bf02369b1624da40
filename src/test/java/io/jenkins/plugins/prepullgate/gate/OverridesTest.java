package io.jenkins.plugins.prepullgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Patience;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import java.time.Duration;
import org.junit.Test;

public class OverridesTest {
    @Test
    public void aClassIsReadByName() {
        Policy policy = Overrides.withClass(Policy.DEFAULT, "override", " pull_dns = Transient");
        assertThat(policy.classes()).containsEntry(FindingCode.PULL_DNS, FindingClass.TRANSIENT);
    }

    @Test
    public void aProbationIsAttemptsATimeOrNever() {
        assertThat(probation("PULL_NOT_FOUND=5/2m")).isEqualTo(new Patience(Duration.ZERO, 5, Duration.ofMinutes(2)));
        assertThat(probation("DS_NOT_OBSERVED=2m").span()).isEqualTo(Duration.ofMinutes(2));
        assertThat(probation("DS_NOT_OBSERVED=2m").showAfter()).as("shown as before").isEqualTo(Duration.ofSeconds(30));
        assertThat(probation("PULL_DNS=never").span()).isNull();
    }

    private static Patience probation(String entry) {
        return Overrides.withProbation(Policy.DEFAULT, "probation", entry).patience().values().iterator().next();
    }

    @Test
    public void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> Overrides.withClass(Policy.DEFAULT, "override", "PULL_DNS"))
                .hasMessage("override: 'PULL_DNS' is not of the form PULL_DNS=transient");
        assertThatThrownBy(() -> Overrides.withClass(Policy.DEFAULT, "override", "PULL_X=info"))
                .hasMessageStartingWith("override: 'PULL_X' is no finding");
        assertThatThrownBy(() -> Overrides.withClass(Policy.DEFAULT, "override", "PULL_DNS=audit"))
                .hasMessage("override: 'audit' is none of info, transient, conditional, permanent");
        assertThatThrownBy(() -> Overrides.withProbation(Policy.DEFAULT, "probation", "PULL_DNS=0/1m")).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Overrides.withProbation(Policy.DEFAULT, "probation", "PULL_DNS=3/soon")).hasMessageStartingWith("probation: 'soon'");
    }
}
