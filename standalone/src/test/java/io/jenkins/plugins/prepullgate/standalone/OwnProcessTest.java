package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.PullerOwner;
import java.time.Instant;
import org.junit.Test;

/** When a process has ended for certain, and when that is not known. */
public class OwnProcessTest {
    private static final PullerOwner OURSELVES = OwnProcess.owner(null);

    private static PullerOwner with(int part, String value) {
        String[] parts = OURSELVES.process().split(" ");
        parts[part] = value;
        return new PullerOwner("x", "", "", String.join(" ", parts));
    }

    private static String ended() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return Long.toString(process.pid());
    }

    @Test
    public void aLivingProcessHasNotEnded() {
        assertThat(OwnProcess.ended(OURSELVES)).isFalse();
        assertThat(OURSELVES.words()).startsWith("process " + ProcessHandle.current().pid() + " on ");
    }

    @Test
    public void oneWhoseIdIsGoneHas() throws Exception {
        assertThat(OwnProcess.ended(with(1, ended()))).isTrue();
    }

    @Test
    public void oneWhoseIdIsAnothersNowHas() {
        Instant start = ProcessHandle.current().info().startInstant().orElseThrow();

        assertThat(OwnProcess.ended(with(2, start.minusSeconds(60).toString()))).isTrue();
        assertThat(OwnProcess.ended(with(2, start.minusSeconds(1).toString()))).as("the same start, after the clock was set").isFalse();
    }

    @Test
    public void ofOtherMachinesNothingIsKnown() throws Exception {
        String machine = OURSELVES.process().split(" ")[0];
        assertThat(OwnProcess.ended(new PullerOwner("x", "", "", "other-" + machine + " " + ended() + " " + Instant.EPOCH))).isFalse();
        assertThat(OwnProcess.ended(new PullerOwner("x", "", "", machine.substring(0, machine.lastIndexOf('/')) + "/1 " + ended() + " "
                + Instant.EPOCH)))
                .as("another namespace of process ids")
                .isFalse();
    }

    @Test
    public void nothingIsMadeOfNonsense() {
        for (String process : new String[] {"", "a b c", "   ", OURSELVES.process().replaceAll(" \\d+ ", " x ")}) {
            assertThat(OwnProcess.ended(new PullerOwner("x", "", "", process))).isFalse();
        }
        assertThat(OwnProcess.ended(with(2, "yesterday"))).isFalse();
    }

    @Test
    public void aNameIsOneOwnerWhateverTheProcess() {
        PullerOwner named = OwnProcess.owner("CI job 7");

        assertThat(named.id()).isEqualTo("named CI job 7");
        assertThat(named.words()).isEqualTo("CI job 7");
        assertThat(named.process()).isEqualTo(OURSELVES.process());
    }
}
