package io.jenkins.plugins.prepullgate.faults;

import static io.jenkins.plugins.prepullgate.faults.Mutations.mutated;
import static io.jenkins.plugins.prepullgate.faults.Mutations.oneOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.gate.Overrides;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import org.junit.Test;

/** What somebody says about single findings, mutated: another policy, or a word of what is wrong. */
public class MutatedOverridesTest {
    @Test
    public void aMutatedOverrideIsTakenOrRefusedInOneLine() {
        Mutations.each(20_000, (seed, random) -> {
            String text = mutated(oneOf(random, "PULL_DNS=transient", "PULL_AUTH=permanent", "DS_NOT_OBSERVED=info", "STALLED=conditional"), random);
            try {
                assertThat(Overrides.withClass(Policy.DEFAULT, "--override", text)).isNotNull();
            } catch (IllegalArgumentException e) {
                assertRefused(e, "--override: ");
            }
        });
    }

    @Test
    public void aMutatedProbationIsTakenOrRefusedInOneLine() {
        Mutations.each(20_000, (seed, random) -> {
            String text = mutated(oneOf(random, "PULL_NOT_FOUND=5/2m", "DS_NOT_OBSERVED=2m", "PULL_DNS=never", "PULL_AUTH=3/1h30m"), random);
            try {
                assertThat(Overrides.withProbation(Policy.DEFAULT, "--probation", text)).isNotNull();
            } catch (IllegalArgumentException e) {
                assertRefused(e, "--probation: ");
            }
        });
    }

    private static void assertRefused(IllegalArgumentException e, String parameter) {
        assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(parameter);
        Mutations.assertOneLine(e.getMessage());
        assertThat(e.getMessage().length()).isLessThan(1_000);
    }
}
