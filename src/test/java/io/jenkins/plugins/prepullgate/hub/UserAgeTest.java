package io.jenkins.plugins.prepullgate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.Test;

public class UserAgeTest {
    @Test
    public void datesAreReadAsPeopleWriteThem() {
        Instant now = Instant.parse("2026-05-01T12:00:00Z");
        assertThat(UserAge.parse("since", "90d", now)).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(UserAge.parse("since", "2026-01-01", now)).isEqualTo("2026-01-01T00:00:00Z");
        for (String wrong : new String[] {"", "90", "01.01.2026", "2026-13-01", "2027-01-01"}) {
            assertThatThrownBy(() -> UserAge.parse("since", wrong, now)).hasMessageStartingWith("since: '" + wrong + "' ");
        }
    }
}
