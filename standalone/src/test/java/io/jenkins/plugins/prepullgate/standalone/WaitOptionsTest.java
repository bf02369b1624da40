package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Patience;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import io.jenkins.plugins.prepullgate.rollout.UserPods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.Test;
import picocli.CommandLine;

/** The options mean what the parameters of the step of the same names mean. */
public class WaitOptionsTest {
    private static WaitSpec spec(String... args) {
        WaitOptions options = new WaitOptions();
        new CommandLine(options).parseArgs(args);
        return options.spec(Instant.EPOCH);
    }

    @Test
    public void whatIsNotGivenIsAsTheEngineHasIt() {
        assertThat(spec()).isEqualTo(new WaitSpec(Policy.DEFAULT, Instant.EPOCH, WaitSpec.DEFAULT_BUDGET, WaitSpec.DEFAULT_HEARTBEAT));
        assertThat(spec("--unanimity", "--fail-on-drift")).isEqualTo(spec());
    }

    @Test
    public void everyOptionReachesTheEngine() {
        Policy policy = Policy.DEFAULT
                .withExpect(NodeRule.SCHEDULABLE_NODES)
                .withFailFast(FailFast.ANY)
                .withTolerate(new Tolerance(5, true))
                .withStallAfter(Duration.ofMinutes(3))
                .withBlindness(Duration.ofMinutes(10))
                .withAppearWithin(Duration.ofMinutes(4))
                .withHelmTimeout(Duration.ofMinutes(5))
                .withChecksum("abc")
                .withUnanimity(false)
                .withDriftFails(false)
                .withUsers(new UserPods("the caller's word", "user", List.of("pull", "more"), false, ""))
                .withClass(FindingCode.PULL_DNS, FindingClass.TRANSIENT)
                .withClass(FindingCode.PULL_TLS, FindingClass.CONDITIONAL)
                .withPatience(FindingCode.PULL_NOT_FOUND, new Patience(Duration.ZERO, 5, Duration.ofMinutes(2)));
        assertThat(spec(
                        "--expect", "schedulable-nodes", "--fail-fast", "any", "--tolerate", "5%", "--stall-after", "3m", "--appear-within", "4m",
                        "--api-outage", "10m", "--helm-timeout", "5m", "--checksum", "abc", "--no-unanimity", "--no-fail-on-drift",
                        "--user-pull-secret", "pull", "--user-pull-secret", "more", "--user-service-account", "user", "--override",
                                "PULL_DNS=transient",
                        "--override", "PULL_TLS=conditional", "--probation", "PULL_NOT_FOUND=5/2m", "--budget", "1h30m", "--heartbeat", "10s"))
                .isEqualTo(new WaitSpec(policy, Instant.EPOCH, Duration.ofMinutes(90), Duration.ofSeconds(10)));
    }
}
