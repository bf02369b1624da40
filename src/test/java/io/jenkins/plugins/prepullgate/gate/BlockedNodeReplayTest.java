package io.jenkins.plugins.prepullgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/**
 * A real node (containerd 2.2.9) whose pull had come to a halt: its puller was deleted, the next one waited behind it for ten minutes, then
 * containerd was restarted as the gate advises. Recorded by {@code BlockedRealNodeTest}.
 */
public class BlockedNodeReplayTest {
    private record Shown(Instant at, Finding finding) {}

    @Test
    public void theBlockIsNamedAfterTenMinutesAndIsOverWithContainerdsRestart() throws IOException {
        Recording recording = Recordings.read("node-blocked-and-freed");
        List<Shown> shown = new ArrayList<>();
        WaitListener listener = new WaitListener() {
            @Override
            public void changed(Assessment before, Assessment now) {
                now.findings().stream().filter(f -> f.code() == FindingCode.NODE_PULL_BLOCKED).forEach(f -> shown.add(new Shown(now.at(), f)));
            }

            @Override
            public void heartbeat(Assessment now) {
                changed(now, now);
            }

            @Override
            public void finished(WaitResult result) {
                // Its end is the replay's own result.
            }
        };
        WaitSpec spec = new WaitSpec(Policy.DEFAULT, recording.startedAt(), Duration.ofMinutes(20), Duration.ofSeconds(1));

        WaitResult result = Replay.run(recording, spec, listener);

        assertThat(result.success()).isTrue();
        assertThat(result.last().findings()).noneMatch(f -> f.code() == FindingCode.NODE_PULL_BLOCKED);
        Finding blocked = shown.get(0).finding();
        assertThat(Duration.between(recording.startedAt(), shown.get(0).at())).isBetween(Duration.ofSeconds(590), Duration.ofSeconds(605));
        assertThat(blocked.effective()).isEqualTo(FindingClass.CONDITIONAL);
        assertThat(blocked.nodes()).containsExactly("real-2");
        assertThat(blocked.images()).containsExactly("hub.test/size/4m/recorded:v1");
        assertThat(blocked.evidence().get(0).value()).contains("which is gone");
        assertThat(blocked.remedy()).contains("on real-2: systemctl restart containerd");
    }
}
