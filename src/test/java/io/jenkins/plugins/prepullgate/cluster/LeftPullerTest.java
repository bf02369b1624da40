package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.Test;

/** Which of our own pullers may be removed by somebody else. */
public class LeftPullerTest {
    private static final Instant EXPIRES = Instant.parse("2026-11-25T06:00:00Z");
    private static final Predicate<PullerOwner> ENDED = owner -> true;
    private static final Predicate<PullerOwner> UNKNOWN = owner -> false;

    private static LeftPuller left(PullerOwner owner, boolean keep) {
        PullerMark mark = new PullerMark("hub", owner, EXPIRES, keep);
        return LeftPuller.of(OwnPuller.ofImages(mark, List.of("hub.test/a:v1"), PullerOptions.DEFAULT).facts());
    }

    private static final PullerOwner SOMEBODY = new PullerOwner("process 1", "", "process 1 on ci-3", "ci-3 1");

    @Test
    public void whoeverMadeItIsReadFromIt() {
        PullerMark mark = new PullerMark("hub", SOMEBODY, EXPIRES, false);
        assertThat(left(SOMEBODY, false)).isEqualTo(new LeftPuller(mark.name(), "", SOMEBODY, EXPIRES, false));
    }

    @Test
    public void itStaysWhileItsOwnerMayBeAlive() {
        assertThat(left(SOMEBODY, false).stale(EXPIRES, UNKNOWN)).isNull();
    }

    @Test
    public void itGoesWhenItsOwnerHasEnded() {
        assertThat(left(SOMEBODY, false).stale(EXPIRES.minusSeconds(60), ENDED)).isEqualTo("process 1 on ci-3 has ended without removing it");
    }

    @Test
    public void itGoesWhenItHasExpired() {
        assertThat(left(SOMEBODY, false).stale(EXPIRES.plusSeconds(1), UNKNOWN)).isEqualTo("it expired at 2026-11-25T06:00:00Z");
    }

    @Test
    public void whatIsKeptStays() {
        assertThat(left(SOMEBODY, true).stale(EXPIRES.plusSeconds(1), ENDED)).isNull();
    }

    @Test
    public void oneThatSaysNothingOfItselfStays() {
        LeftPuller silent = new LeftPuller("p", "uid", new PullerOwner("", "", "", ""), null, false);
        assertThat(silent.stale(EXPIRES, ENDED)).isNull();
    }
}
