package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.Test;

public class PlayedReplayTest {
    private static String recording() throws Exception {
        return Path.of(PlayedReplayTest.class.getResource("/recordings/not-found-everywhere.jsonl").toURI()).toString();
    }

    @Test(timeout = 300_000)
    public void atAnySpeedARecordingEndsAlike() throws Exception {
        Run atOnce = Run.of("replay", recording());
        Run played = Run.of("replay", recording(), "--speed", "50");
        assertThat(played).isEqualTo(atOnce);
        assertThat(played.code()).isEqualTo(ExitCode.DOOMED);
    }

    @Test
    public void aSpeedThatCannotBePlayedIsRefused() throws Exception {
        for (String speed : new String[] {"0", "-1", "NaN", "100000"}) {
            Run run = Run.of("replay", recording(), "--speed", speed);
            assertThat(run.code()).as(speed).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).as(speed).contains("--speed", "not between");
        }
    }
}
