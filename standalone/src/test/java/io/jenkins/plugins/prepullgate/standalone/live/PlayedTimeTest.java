package io.jenkins.plugins.prepullgate.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class PlayedTimeTest {
    @Test(timeout = 60_000)
    public void nothingIsHeardBeforeItsTime() {
        PlayedTime time = PlayedTime.from(Pictures.after(0), 100);
        List<Duration> late = new ArrayList<>();
        WaitListener paced = time.paced(new WaitListener() {
            @Override
            public void changed(Assessment before, Assessment now) {
                late.add(Duration.between(now.at(), time.instant()));
            }
        });
        paced.changed(null, Pictures.at(5, Pictures.small()));
        paced.changed(null, Pictures.at(25, Pictures.small()));
        assertThat(late).hasSize(2).noneMatch(Duration::isNegative);
    }

    @Test(timeout = 60_000)
    public void whoIsInterruptedGoesOnAtOnce() {
        PlayedTime time = PlayedTime.from(Instant.EPOCH, 1);
        Thread.currentThread().interrupt();
        time.sleepUntil(Instant.EPOCH.plus(Duration.ofHours(1)));
        assertThat(Thread.interrupted()).isTrue();
    }
}
