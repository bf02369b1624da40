package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Recording;
import io.jenkins.plugins.prepullgate.gate.Replay;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.History;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.standalone.live.PlayedTime;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code prepull-gate replay}: judges a recorded wait again, without a cluster and without waiting. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Judges again what prepull-gate wait --record has written, at the recorded times, with the options given now. With the "
                + "options of the recorded wait, its lines, verdict and exit code come out again.")
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.jsonl", description = "The recording.")
    private Path file;

    @Mixin
    private WaitOptions options;

    @Option(
            names = "--speed",
            paramLabel = "NUMBER",
            description = "Play it as it went, this many times faster, on a terminal as the table that wait shows. Default: at once.")
    private Double speed;

    @Mixin
    private LiveOption live;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        output.check();
        Recording recording = recording();
        WaitSpec spec = options.spec(recording.startedAt());
        History history = new History(spec.startedAt());
        WaitResult result = speed == null
                ? Replay.run(recording, spec, new ProgressLog(spec, output::progress).and(history))
                : played(recording, spec, PlayedTime.from(recording.startedAt(), Values.speed("--speed", speed)), history);
        return output.report(result, history);
    }

    private WaitResult played(Recording recording, WaitSpec spec, PlayedTime time, History history) {
        try (Telling telling = live.telling("recording " + file.getFileName(), spec, time, output)) {
            return Replay.run(recording, spec, time.paced(telling.and(history)));
        }
    }

    private Recording recording() {
        try (Reader reader = Files.newBufferedReader(file)) {
            Recording recording = Recording.read(reader);
            if (recording.frames().isEmpty()) {
                throw new UsageException("'" + file + "' ends before anything was seen");
            }
            return recording;
        } catch (NoSuchFileException e) {
            throw new UsageException("'" + file + "' does not exist");
        } catch (CharacterCodingException e) {
            throw new UsageException("'" + file + "': not a recording: it is no text in UTF-8");
        } catch (IOException e) {
            throw new UsageException("'" + file + "': " + e.getMessage());
        }
    }
}
