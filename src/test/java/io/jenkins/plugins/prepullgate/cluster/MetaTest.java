package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.Test;

public class MetaTest {
    @Test
    public void timesThatAreTheSameAreOneObject() {
        assertThat(Meta.time("2018-01-26T18:00:00Z"))
                .isSameAs(Meta.time("2018-01-26T18:00:00+00:00"))
                .isEqualTo(Instant.parse("2018-01-26T18:00:00Z"));
        assertThat(Meta.time("2018-01-26T18:00:01.5Z")).isEqualTo(Instant.parse("2018-01-26T18:00:01.5Z"));
        assertThat(Meta.time("yesterday")).isNull();
    }

    @Test
    public void versionsAreComparedAsNumbersWhereTheyAre() {
        assertThat(Meta.older("99", "100")).isTrue();
        assertThat(Meta.older("18446744073709551614", "18446744073709551615")).isTrue();
        assertThat(Meta.older("100", "100")).isFalse();
        assertThat(Meta.older("", "100")).isFalse();
        assertThat(Meta.older("5", "opaque")).isFalse();
    }
}
