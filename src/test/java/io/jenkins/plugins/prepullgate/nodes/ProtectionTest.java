package io.jenkins.plugins.prepullgate.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class ProtectionTest {
    @Test
    public void protectionIsLostWhenEitherHalfGoes() {
        Protection both = new Protection(true, "k:NoSchedule");
        assertThat(new Protection(false, "k:NoSchedule").weakerThan(both)).isTrue();
        assertThat(new Protection(true, "").weakerThan(both)).isTrue();
        assertThat(both.weakerThan(new Protection(false, "k:NoSchedule"))).isFalse();
        assertThat(new Protection(true, "other:NoSchedule").weakerThan(both)).as("another taint protects as well").isFalse();
        assertThat(Protection.parse(both.text())).isEqualTo(both);
    }

    @Test
    public void protectionOnlyGrows() {
        Protection tainted = new Protection(false, "k:NoSchedule");
        assertThat(tainted.strengthenedBy(new Protection(true, ""))).isEqualTo(new Protection(true, "k:NoSchedule"));
    }
}
