package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class MetaTest {
    @Test
    public void versionsAreComparedAsNumbersWhereTheyAre() {
        assertThat(Meta.older("99", "100")).isTrue();
        assertThat(Meta.older("18446744073709551614", "18446744073709551615")).isTrue();
        assertThat(Meta.older("100", "100")).isFalse();
        assertThat(Meta.older("", "100")).isFalse();
        assertThat(Meta.older("5", "opaque")).isFalse();
    }
}
