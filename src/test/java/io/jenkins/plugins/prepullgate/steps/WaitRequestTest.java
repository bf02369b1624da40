package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Patience;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.rollout.Tolerance;
import io.jenkins.plugins.prepullgate.rollout.UserPods;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.Test;

public class WaitRequestTest {
    private static WaitRequest request(Consumer<WaitForPrepullerStep> parameters) {
        WaitForPrepullerStep step = new WaitForPrepullerStep("jhub");
        parameters.accept(step);
        return new WaitRequest(step);
    }

    private static void assertRefused(String message, Consumer<WaitForPrepullerStep> parameters) {
        assertThatThrownBy(() -> request(parameters).check()).isInstanceOf(AbortException.class).hasMessageStartingWith(message);
    }

    @Test
    public void whatIsNotSetIsAsTheEngineHasIt() {
        WaitSpec spec = request(step -> {}).spec(Instant.EPOCH);
        assertThat(spec).isEqualTo(new WaitSpec(Policy.DEFAULT, Instant.EPOCH, WaitSpec.DEFAULT_BUDGET, WaitSpec.DEFAULT_HEARTBEAT));
        assertThat(request(step -> {}).query()).isEqualTo(PullerQuery.hook("jhub"));
    }

    @Test
    public void everyParameterReachesTheEngine() {
        WaitRequest request = request(step -> {
            step.setRelease("hub");
            step.setDaemonSet("hook-image-puller");
            step.setPuller("continuous");
            step.setExpect("schedulable-nodes");
            step.setFailFast("any");
            step.setTolerate("5%");
            step.setStallAfter("3m");
            step.setApiOutage("10m");
            step.setAppearWithin("4m");
            step.setChecksum("abc");
            step.setHelmTimeout("5m");
            step.setOverrides(List.of(" PULL_DNS=transient", "PULL_TLS=conditional", ""));
            step.setProbation(List.of("PULL_NOT_FOUND=5/2m"));
            step.setUserPullSecrets(List.of("pull", " more"));
            step.setUserServiceAccount(" user ");
            step.setUnanimity(false);
            step.setFailOnDrift(false);
            step.setBudget("1h30m");
            step.setHeartbeat("10s");
        });
        Policy policy = Policy.DEFAULT
                .withExpect(NodeRule.SCHEDULABLE_NODES)
                .withFailFast(FailFast.ANY)
                .withTolerate(new Tolerance(5, true))
                .withStallAfter(Duration.ofMinutes(3))
                .withBlindness(Duration.ofMinutes(10))
                .withAppearWithin(Duration.ofMinutes(4))
                .withHelmTimeout(Duration.ofMinutes(5))
                .withChecksum("abc")
                .withClass(FindingCode.PULL_DNS, FindingClass.TRANSIENT)
                .withClass(FindingCode.PULL_TLS, FindingClass.CONDITIONAL)
                .withPatience(FindingCode.PULL_NOT_FOUND, new Patience(Duration.ZERO, 5, Duration.ofMinutes(2)))
                .withUsers(new UserPods("the caller's word", "user", List.of("pull", "more"), false, ""))
                .withUnanimity(false)
                .withDriftFails(false);
        assertThat(request.spec(Instant.EPOCH)).isEqualTo(new WaitSpec(policy, Instant.EPOCH, Duration.ofMinutes(90), Duration.ofSeconds(10)));
        assertThat(request.query()).isEqualTo(new PullerQuery("jhub", "hook-image-puller", "hub", PullerQuery.Kind.CONTINUOUS));
    }

    @Test
    public void aGuardBeginsBeforeHelm() {
        PullerQuery query = request(step -> {
            step.setUpcoming(true);
            step.setRelease("hub");
        }).query();
        assertThat(query).isEqualTo(new PullerQuery("jhub", "", "hub", PullerQuery.Kind.HOOK, true));
        assertRefused("upcoming: the continuous puller", step -> {
            step.setUpcoming(true);
            step.setPuller("continuous");
        });
    }

    @Test
    public void emptyFieldsOfAFormAreDefaults() {
        WaitRequest request = request(step -> {
            step.setBudget(" ");
            step.setFailFast("");
            step.setTolerate("");
            step.setStallAfter("");
            step.setApiOutage(" ");
            step.setExpect("");
            step.setRelease(" ");
            step.setHelmTimeout("");
            step.setOverrides(null);
            step.setProbation(List.of(" "));
        });
        assertThat(request.spec(Instant.EPOCH)).isEqualTo(request(step -> {}).spec(Instant.EPOCH));
    }

    @Test
    public void aBuildThatAnOlderVersionSavedHasDefaultsForWhatIsNewSince() throws Exception {
        WaitRequest saved = request(step -> {});
        // What the older version did not know is missing in what it saved.
        for (String field : new String[] {"apiOutage", "userPullSecrets"}) {
            Field missing = PatienceRequest.class.getDeclaredField(field);
            missing.setAccessible(true);
            missing.set(saved, null);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(saved);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            WaitRequest read = (WaitRequest) in.readObject();
            assertThat(read.spec(Instant.EPOCH)).isEqualTo(request(step -> {}).spec(Instant.EPOCH));
        }
    }

    @Test
    public void aMalformedParameterIsNamed() {
        assertRefused("budget: '20 minutes'", step -> step.setBudget("20 minutes"));
        assertRefused("heartbeat: '0s'", step -> step.setHeartbeat("0s"));
        assertRefused("apiOutage: '0s' must be more than zero", step -> step.setApiOutage("0s"));
        assertRefused("apiOutage: '2 min' is not a duration", step -> step.setApiOutage("2 min"));
        assertRefused("stallAfter: 'x'", step -> step.setStallAfter("x"));
        assertRefused("appearWithin: '-1m'", step -> step.setAppearWithin("-1m"));
        assertRefused("tolerate: 'some'", step -> step.setTolerate("some"));
        assertRefused("failFast: 'maybe' is none of never, permanent, any", step -> step.setFailFast("maybe"));
        assertRefused("expect: 'all' is none of daemonset, schedulable-nodes", step -> step.setExpect("all"));
        assertRefused("puller: 'both' is none of hook, continuous", step -> step.setPuller("both"));
        assertRefused("helmTimeout: 'long'", step -> step.setHelmTimeout("long"));
        assertRefused("overrides: 'PULL_DNS' is not of the form PULL_DNS=transient", step -> step.setOverrides(List.of("PULL_DNS")));
        assertRefused("probation: 'PULL_NOPE' is no finding", step -> step.setProbation(List.of("PULL_NOPE=never")));
        assertRefused("userPullSecrets: 'Pull' is not a Kubernetes name", step -> step.setUserPullSecrets(List.of("Pull")));
        assertRefused("userServiceAccount: 'a b' is not a Kubernetes name", step -> step.setUserServiceAccount("a b"));
        assertRefused("serverUrl: 'api.test' must look like https://", step -> step.setServerUrl("api.test"));
        assertRefused("caCertificate: must be PEM", step -> step.setCaCertificate("MIIB"));
    }

    @Test
    public void aNamespaceIsDemanded() {
        for (String name : new String[] {null, "", "Jhub", "a_b", "-x", "x".repeat(64)}) {
            assertThatThrownBy(() -> new WaitRequest(new WaitForPrepullerStep(name)).check())
                    .isInstanceOf(AbortException.class)
                    .hasMessageStartingWith("namespace: ");
        }
    }
}
