package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeCondition;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Whether users can use what was pulled for them, and whether it stays. */
public class SharingTest {
    private static NodeFacts node(String name, String kubelet, String pressure) {
        List<NodeCondition> conditions = List.of(new NodeCondition("Ready", "True", "", "", null),
                new NodeCondition("DiskPressure", pressure, "", "", START));
        return new NodeFacts(name, "", Map.of(), List.of(), false, conditions, "amd64", "", kubelet, null, null);
    }

    private static ViewBuilder on(String kubelet, String... pullerSecrets) {
        return new ViewBuilder().node(node("n1", kubelet, "False")).ready("n1").pullSecrets(pullerSecrets);
    }

    private static UserPods users(String... secrets) {
        return new UserPods("a running user pod", "", List.of(secrets), true, "IfNotPresent");
    }

    private static Surroundings around(UserPods users, Map<String, List<String>> accounts) {
        return new Surroundings(Map.of(), users, accounts, Map.of());
    }

    private static List<Finding> findings(ViewBuilder view, Policy policy, FindingCode code) {
        Assessment assessment = Assessor.assess(view.build(), policy, Memory.startingAt(START), START.plusSeconds(60));
        assertThat(assessment.verdict()).as("it is advice").isInstanceOf(Verdict.Complete.class);
        return assessment.findings().stream().filter(f -> f.code() == code).toList();
    }

    private static List<Finding> unshared(ViewBuilder view) {
        return findings(view, Policy.DEFAULT, FindingCode.PREPULL_NOT_SHARED);
    }

    @Test
    public void usersWithoutTheSecretAreRefusedFrom135On() {
        assertThat(unshared(on("v1.35.4", "pull").around(around(users(), Map.of())))).singleElement().satisfies(finding -> {
            assertThat(finding.summary()).startsWith("the prepuller pulls with pull, user pods without a secret").contains("refused");
            assertThat(finding.effective()).isEqualTo(FindingClass.AUDIT);
            assertThat(finding.nodes()).containsExactly("n1");
            assertThat(finding.evidence().get(0).value()).isEqualTo("pull; user pods, by a running user pod: none");
            assertThat(finding.remedy()).contains("singleuser.image.pullSecrets");
        });
    }

    @Test
    public void olderKubeletsGiveWhatIsThereToAnyPod() {
        assertThat(unshared(on("v1.34.9", "pull").around(around(users(), Map.of())))).isEmpty();
        assertThat(unshared(on("", "pull").around(around(users(), Map.of())))).as("of what is not known the worst is assumed").hasSize(1);
    }

    @Test
    public void usersWhoHoldAllOfThePullersSecretsAreNotRefused() {
        assertThat(unshared(on("v1.35.4", "pull").around(around(users("pull", "more"), Map.of())))).isEmpty();
        assertThat(unshared(on("v1.35.4").around(around(users("pull"), Map.of())))).as("pulled without a secret it is everybody's").isEmpty();
        assertThat(unshared(on("v1.35.4", "pull"))).as("nothing is known of users").isEmpty();
    }

    @Test
    public void anotherSecretMayHoldTheSameCredentials() {
        assertThat(unshared(on("v1.35.4", "pull").around(around(users("other"), Map.of())))).singleElement()
                .satisfies(finding -> assertThat(finding.summary()).contains("unless both hold the same credentials"));
    }

    @Test
    public void serviceAccountsBringSecretsWhereAPodHasNone() {
        Map<String, List<String>> accounts = Map.of("default", List.of("pull"));
        UserPods written = new UserPods("the rendered chart", "", List.of(), false, "");

        assertThat(unshared(on("v1.35.4", "pull").around(around(written, accounts)))).isEmpty();
        assertThat(unshared(on("v1.35.4").around(around(users(), accounts)))).as("the puller's account").hasSize(1);
        assertThat(unshared(on("v1.35.4", "pull").around(around(written, Map.of())))).singleElement()
                .satisfies(finding -> assertThat(finding.evidence().get(0).value()).contains("service account default are not known"));
    }

    @Test
    public void theCallersWordGoesBeforeWhatRuns() {
        Policy policy = Policy.DEFAULT.withUsers(new UserPods("option", "", List.of("pull"), false, ""));
        assertThat(findings(on("v1.35.4", "pull").around(around(users(), Map.of())), policy, FindingCode.PREPULL_NOT_SHARED)).isEmpty();
    }

    @Test
    public void whoeverWantsItToFailCanHaveThat() {
        RolloutView view = on("v1.35.4", "pull").around(around(users(), Map.of())).build();
        Policy strict = Policy.DEFAULT.withClass(FindingCode.PREPULL_NOT_SHARED, FindingClass.PERMANENT);
        assertThat(Assessor.assess(view, strict, Memory.startingAt(START), START.plusSeconds(60)).verdict()).isInstanceOf(Verdict.Doomed.class);
    }

    @Test
    public void usersThatAlwaysAskDependOnTheRegistry() {
        UserPods always = new UserPods("a running user pod", "", List.of(), true, "Always");

        assertThat(findings(on("v1.30.0").around(around(always, Map.of())), Policy.DEFAULT, FindingCode.USER_PODS_PULL_ALWAYS)).singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("singleuser.image.pullPolicy"));
        assertThat(findings(on("v1.30.0").around(around(users(), Map.of())), Policy.DEFAULT, FindingCode.USER_PODS_PULL_ALWAYS)).isEmpty();
    }

    @Test
    public void aFullDiskEndangersWhatWasPulled() {
        ViewBuilder full = new ViewBuilder().node(node("n1", "", "True")).ready("n1");

        assertThat(findings(full, Policy.DEFAULT, FindingCode.IMAGE_GC_NEAR))
                .singleElement()
                .satisfies(finding -> assertThat(finding.nodes()).containsExactly("n1"));
        assertThat(findings(on(""), Policy.DEFAULT, FindingCode.IMAGE_GC_NEAR)).isEmpty();
    }

    @Test
    public void whereNothingWasPulledNothingIsEndangered() {
        ViewBuilder full = new ViewBuilder().node("n2").ready("n2").node(node("n1", "", "True")).pulling("n1", 0);
        Assessment assessment = Assessor.assess(full.build(), Policy.DEFAULT, Memory.startingAt(START), START.plusSeconds(60));
        assertThat(assessment.findings())
                .noneMatch(f -> f.code() == FindingCode.IMAGE_GC_NEAR)
                .anyMatch(f -> f.code() == FindingCode.NODE_DISK_PRESSURE);
    }
}
