package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.For;

@For(PrepullGateConfiguration.class)
public class ConfigurationAsCodeTest {
    @Rule
    public final JenkinsConfiguredWithCodeRule j = new JenkinsConfiguredWithCodeRule();

    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    public void theAdministratorsDecisionIsReadAndWritten() throws Exception {
        assertThat(PrepullGateConfiguration.get().isOwnServiceAccount()).isTrue();
        assertThat(j.exportToString(false)).containsPattern("prepullGate:\\s+ownServiceAccount: true");
    }
}
