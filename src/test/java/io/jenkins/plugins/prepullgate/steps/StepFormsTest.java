package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import hudson.util.FormValidation;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Forms and the snippets that they make. */
public class StepFormsTest {
    @Rule
    public final JenkinsRule j = new JenkinsRule();

    @Before
    public void credentialsToChooseFrom() throws Exception {
        Pipelines.addCredentials();
    }

    private void assertRoundTrip(Step step) throws Exception {
        j.assertEqualDataBoundBeans(step, new StepConfigTester(j).configRoundTrip(step));
    }

    @Test
    public void aWaitWithDefaultsSurvivesItsForm() throws Exception {
        assertRoundTrip(new WaitForPrepullerStep("jhub"));
    }

    @Test
    public void aWaitWithEverythingSetSurvivesItsForm() throws Exception {
        WaitForPrepullerStep step = new WaitForPrepullerStep("jhub");
        step.setCredentialsId(Pipelines.CREDENTIALS);
        step.setServerUrl("https://api.test:6443");
        step.setCaCertificate("-----BEGIN CERTIFICATE-----MIIB-----END CERTIFICATE-----");
        step.setContext("production");
        step.setRelease("hub");
        step.setDaemonSet("hook-image-puller");
        step.setPuller("continuous");
        step.setExpect("schedulable-nodes");
        step.setBudget("1h");
        step.setFailFast("any");
        step.setTolerate("5%");
        step.setStallAfter("5m");
        step.setApiOutage("10m");
        step.setHeartbeat("10s");
        step.setAppearWithin("3m");
        step.setChecksum("0a1b2c");
        step.setHelmTimeout("30m");
        step.setUpcoming(true);
        step.setUnanimity(false);
        step.setFailOnDrift(false);
        step.setPropagate(false);
        assertRoundTrip(step);
    }

    @Test
    public void aKubeconfigOnTheAgentSurvivesItsForm() throws Exception {
        WaitForPrepullerStep wait = new WaitForPrepullerStep("jhub");
        wait.setKubeconfig("kube.yaml");
        assertRoundTrip(wait);
        new SnippetizerTester(j).assertRoundTrip(wait, "waitForPrepuller kubeconfig: 'kube.yaml', namespace: 'jhub'");
        VerifyMasterTaintsStep audit = new VerifyMasterTaintsStep();
        audit.setKubeconfig("production.yaml");
        ReferenceCluster staging = new ReferenceCluster();
        staging.setKubeconfig("staging.yaml");
        audit.setReference(staging);
        VerifyMasterTaintsStep after = new StepConfigTester(j).configRoundTrip(audit);
        assertThat(after.getKubeconfig()).isEqualTo("production.yaml");
        j.assertEqualDataBoundBeans(staging, after.getReference());
    }

    @Test
    public void listsAreLinesOfTheForm() throws Exception {
        WaitForPrepullerStep step = new WaitForPrepullerStep("jhub");
        step.setOverrides(List.of("PULL_DNS=transient", "PULL_TLS=conditional"));
        step.setProbation(List.of("PULL_NOT_FOUND=5/2m"));
        step.setUserPullSecrets(List.of("pull", "more"));
        step.setUserServiceAccount("user");
        WaitForPrepullerStep after = new StepConfigTester(j).configRoundTrip(step);
        assertThat(after.getOverrides()).containsExactly("PULL_DNS=transient", "PULL_TLS=conditional");
        assertThat(after.getProbation()).containsExactly("PULL_NOT_FOUND=5/2m");
        assertThat(after.getUserPullSecrets()).containsExactly("pull", "more");
        assertThat(after.getUserServiceAccount()).isEqualTo("user");
        new SnippetizerTester(j).assertRoundTrip(step, "waitForPrepuller namespace: 'jhub', "
                + "overrides: ['PULL_DNS=transient', 'PULL_TLS=conditional'], probation: ['PULL_NOT_FOUND=5/2m'], "
                + "userPullSecrets: ['pull', 'more'], userServiceAccount: 'user'");
    }

    @Test
    public void anAuditSurvivesItsForm() throws Exception {
        VerifyMasterTaintsStep step = new VerifyMasterTaintsStep();
        assertRoundTrip(step);
        ReferenceCluster staging = new ReferenceCluster();
        staging.setCredentialsId(Pipelines.CREDENTIALS);
        staging.setName("staging");
        staging.setServerUrl("https://staging.test:6443");
        step.setReference(staging);
        step.setNamespace("jhub");
        step.setRequire("tainted-or-cordoned");
        step.setOnFinding("warn");
        VerifyMasterTaintsStep after = new StepConfigTester(j).configRoundTrip(step);
        j.assertEqualDataBoundBeans(step.getReference(), after.getReference());
        assertThat(after.getNamespace()).isEqualTo("jhub");
        assertThat(after.getRequire()).isEqualTo("tainted-or-cordoned");
        assertThat(after.getOnFinding()).isEqualTo("warn");
    }

    @Test
    public void snippetsNameOnlyWhatDiffersFromTheDefaults() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(j);
        snippets.assertRoundTrip(new WaitForPrepullerStep("jhub"), "waitForPrepuller 'jhub'");
        WaitForPrepullerStep step = new WaitForPrepullerStep("jhub");
        step.setBudget("5m");
        step.setCredentialsId(Pipelines.CREDENTIALS);
        snippets.assertRoundTrip(step, "waitForPrepuller budget: '5m', credentialsId: 'kube', namespace: 'jhub'");
        snippets.assertRoundTrip(new VerifyMasterTaintsStep(), "verifyMasterTaints()");
    }

    @Test
    public void theSystemPageKeepsTheAdministratorsDecision() throws Exception {
        PrepullGateConfiguration.get().setOwnServiceAccount(true);
        j.configRoundtrip();
        assertThat(PrepullGateConfiguration.get().isOwnServiceAccount()).isTrue();
        PrepullGateConfiguration.get().setOwnServiceAccount(false);
        j.configRoundtrip();
        assertThat(PrepullGateConfiguration.get().isOwnServiceAccount()).isFalse();
    }

    @Test
    public void aRowIsNamedByWhatTellsItFromOthers() {
        WaitForPrepullerStep.DescriptorImpl wait = j.jenkins.getDescriptorByType(WaitForPrepullerStep.DescriptorImpl.class);
        assertThat(wait.argumentsToString(Map.of("release", "hub", "namespace", "jhub", "budget", "5m"))).isEqualTo("jhub hub");
        VerifyMasterTaintsStep.DescriptorImpl audit = j.jenkins.getDescriptorByType(VerifyMasterTaintsStep.DescriptorImpl.class);
        assertThat(audit.argumentsToString(Map.of("credentialsId", "kube", "serverUrl", "https://a.test"))).isEqualTo("https://a.test");
        assertThat(audit.argumentsToString(Map.of())).isNull();
    }

    /** What is said is HTML. */
    @Test
    public void aFieldIsCheckedAsTheStepChecksIt() {
        WaitForPrepullerStep.DescriptorImpl form = j.jenkins.getDescriptorByType(WaitForPrepullerStep.DescriptorImpl.class);
        assertThat(form.doCheckBudget(null, "20 minutes")).hasMessageContaining("is not a duration");
        assertThat(form.doCheckBudget(null, "20m").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckNamespace(null, "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckTolerate(null, "5%").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckOverrides(null, "PULL_DNS=transient\r\n\r\nPULL_X=info")).hasMessageContaining(Util.escape("'PULL_X' is no finding"));
        assertThat(form.doCheckProbation(null, "PULL_DNS=never\r\n").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckStallAfter(null, "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckApiOutage(null, "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckApiOutage(null, "0s")).hasMessageContaining(Util.escape("apiOutage: '0s' must be more than zero"));
        assertThat(form.doCheckServerUrl(null, "api.test").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckKubeconfig(null, "kube.yaml", "kube")).hasMessageContaining("credentialsId is given too");
        assertThat(form.doCheckKubeconfig(null, "kube.yaml", "").kind).isEqualTo(FormValidation.Kind.OK);
    }
}
