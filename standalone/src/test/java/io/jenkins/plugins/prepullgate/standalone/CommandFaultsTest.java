package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.faults.ApiServer;
import io.jenkins.plugins.prepullgate.faults.ApiWorld;
import io.jenkins.plugins.prepullgate.faults.PlayedRollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The command as a process that is signalled, whose output goes nowhere, whose disk is full, or that is not alone. */
public class CommandFaultsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ApiWorld world = new ApiWorld();
    private final ApiServer server = new ApiServer(world);
    private final PlayedRollout rollout = new PlayedRollout(world);
    private String kubeconfig;

    @Before
    public void aPullerOfWhichOneNodeIsNotReady() throws IOException {
        rollout.node("user-0");
        rollout.node("user-1");
        rollout.puller();
        rollout.ready("user-0");
        kubeconfig = Run.kubeconfig(folder.getRoot().toPath(), "http://localhost:" + server.port(), "token: abc");
    }

    @After
    public void close() {
        server.close();
    }

    private String[] waiting(String... more) {
        List<String> args = new ArrayList<>(List.of("wait", "-n", PlayedRollout.NAMESPACE, "--kubeconfig", kubeconfig, "--plain"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    /** A file that can be opened and never written. */
    private String full(String name) throws IOException {
        Path device = Path.of("/dev/full");
        Assume.assumeTrue("needs /dev/full", Files.exists(device));
        return Files.createSymbolicLink(folder.getRoot().toPath().resolve(name), device).toString();
    }

    @Test
    public void sigintAndSigtermLeaveADiagnosisAndEndAsInterrupted() throws Exception {
        for (String signal : List.of("INT", "TERM")) {
            try (RunningCommand command = RunningCommand.of(waiting())) {
                command.until("1/2 ready");
                assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(command.pid())).start().waitFor()).isZero();
                Run run = command.end();
                assertThat(run.code()).as(run.out()).isEqualTo(ExitCode.INTERRUPTED);
                assertThat(run.out()).contains("user-1").contains("PREPULL FAILED CANCELLED: the wait was cancelled: interrupted");
            }
        }
    }

    @Test
    public void afterSigkillTheRecordingCanBeJudgedAndIsNoSuccess() throws Exception {
        Path recording = folder.getRoot().toPath().resolve("wait.jsonl");
        try (RunningCommand command = RunningCommand.of(waiting("--record", recording.toString()))) {
            command.until("1/2 ready").kill();
            assertThat(command.end().code()).isEqualTo(137);
        }

        Run replay = Run.of("replay", recording.toString(), "--plain");
        assertThat(replay.code()).as(replay.out() + replay.err()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(replay.out()).contains("1/2 ready").contains("PREPULL FAILED CANCELLED: the wait was cancelled: the recording ends here");
    }

    @Test
    public void anOutputThatNobodyReadsChangesNoVerdict() throws Exception {
        Path report = folder.getRoot().toPath().resolve("report.json");
        try (RunningCommand command = RunningCommand.of(waiting("--report", report.toString()))) {
            command.until("1/2 ready").closeOutput();
            rollout.ready("user-1");
            assertThat(command.code()).isZero();
        }
        assertThat(Files.readString(report)).contains("\"success\" : true");
    }

    @Test
    public void aFullDiskIsToldAndChangesNoVerdict() throws Exception {
        String report = full("report.json");
        String recording = full("record.jsonl");
        rollout.ready("user-1");

        Run run = Run.of(waiting("--report", report, "--record", recording));

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("PREPULL COMPLETE");
        assertThat(run.err())
                .contains("report " + report + " cannot be written")
                .contains("recording " + recording + " is cut short")
                .doesNotContain("\tat ");
    }

    @Test
    public void aFailureStaysOneThoughItsReportCannotBeWritten() throws Exception {
        rollout.fails("user-1", "InvalidImageName", "couldn't parse image name");

        Run run = Run.of(waiting("--report", full("report.json")));

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.DOOMED);
        assertThat(run.err()).contains("cannot be written");
    }

    @Test
    public void twoAtOnceDoNotDisturbEachOther() throws Exception {
        CompletableFuture<Run> one = CompletableFuture.supplyAsync(() -> Run.of(waiting()));
        CompletableFuture<Run> two = CompletableFuture.supplyAsync(() -> Run.of(waiting("--budget", "4s")));
        assertThat(two.get().code()).as(two.get().out()).isEqualTo(ExitCode.OUT_OF_TIME);

        rollout.ready("user-1");

        assertThat(one.get().code()).as(one.get().out()).isZero();
    }
}
