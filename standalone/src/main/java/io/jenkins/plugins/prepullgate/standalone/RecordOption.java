package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.FileFault;
import io.jenkins.plugins.prepullgate.gate.Recorder;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The file that a wait is recorded in, for {@code prepull-gate replay}. */
final class RecordOption {
    private static final String NAME = "--record";

    @Option(
            names = NAME,
            paramLabel = "FILE.jsonl",
            description = "Write everything that the wait sees to this file, without accounts and addresses; prepull-gate replay judges it again.")
    private Path file;

    /** Rejects a file that cannot be written before the cluster is asked anything. @throws UsageException naming option and file */
    void check() {
        Values.output(NAME, file, ".jsonl");
    }

    /**
     * The file, open and empty; null when nothing is recorded.
     *
     * @throws UsageException when it cannot be opened
     */
    Writer open() {
        try {
            return file == null ? null : Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UsageException(NAME + ": '" + file + "' cannot be written: " + FileFault.words(e));
        }
    }

    /**
     * The source, recorded while it is used. When the file can no longer be written, that causes one warning and changes nothing else.
     *
     * @param out from {@link #open}; closed with the source; null to record nothing
     */
    RolloutSource recorded(RolloutSource source, Writer out, Instant startedAt, InstantSource clock, Consumer<String> warn) {
        return out == null
                ? source
                : new Recorder(source, out, startedAt, clock, e -> warn.accept("the recording " + file + " is cut short: " + FileFault.words(e)));
    }
}
