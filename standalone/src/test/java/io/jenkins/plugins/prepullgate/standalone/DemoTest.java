package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.standalone.demo.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.Test;

public class DemoTest {
    @BeforeClass
    public static void asTheCommandDoes() {
        Logs.quiet();
    }

    @Test(timeout = 300_000)
    public void theIncidentIsPlayedToItsEnd() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        new Incident(lines::add, Duration.ZERO).play();
        assertThat(lines.stream().filter(l -> l.matches("\\[prepull\\] (PREPULL|AUDIT) .*")).map(l -> l.replaceFirst(":.*", "")))
                .containsExactly(
                        "[prepull] PREPULL COMPLETE",
                        "[prepull] AUDIT FAILED CP_ENV_DRIFT",
                        "[prepull] PREPULL FAILED CP_NOT_CORDONED",
                        "[prepull] PREPULL FAILED CP_DRIFT_DURING_WAIT");
        assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("[prepull]   evidence: Node k8s-master-0 spec.unschedulable"));
        assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("[prepull]   do: kubectl cordon k8s-master-0"));
        assertThat(lines).anySatisfy(l -> assertThat(l).contains("UPGRADE FAILED: pre-upgrade hooks failed"));
    }
}
