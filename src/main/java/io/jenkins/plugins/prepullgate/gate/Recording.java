package io.jenkins.plugins.prepullgate.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Assessor;
import io.jenkins.plugins.prepullgate.rollout.Memory;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded wait.
 *
 * @param startedAt when it began
 * @param frames every view with its time, in order
 * @param endedAt until when the last view held; that of the last frame when the recorder did not live to say it
 */
public record Recording(Instant startedAt, List<Frame> frames, Instant endedAt) {
    /** A view, and since when it was so. */
    public record Frame(Instant at, RolloutView view) {}

    public Recording {
        frames = List.copyOf(frames);
    }

    /**
     * Reads what {@link Recorder} wrote. A last line that was cut off in the middle is left out: the recorder may have been killed.
     *
     * @throws IOException when it cannot be read or is no recording; the message names the line
     */
    public static Recording read(Reader reader) throws IOException {
        BufferedReader lines = new BufferedReader(reader);
        String header = lines.readLine();
        Instant startedAt = header(header);
        List<Frame> frames = new ArrayList<>();
        ObjectNode tree = ViewJson.object();
        Instant endedAt = startedAt;
        int number = 1;
        String next = lines.readLine();
        while (next != null) {
            String line = next;
            next = lines.readLine();
            number++;
            try {
                ObjectNode node = ViewJson.parse(line);
                if (node.has(Recorder.ENDED)) {
                    endedAt = Instant.parse(node.path(Recorder.ENDED).asText());
                } else {
                    Frame frame = frame(node, tree);
                    frames.add(frame);
                    endedAt = frame.at();
                }
            } catch (JsonProcessingException | DateTimeException | IllegalArgumentException | NullPointerException e) {
                if (next != null) {
                    throw new IOException("line " + number + " of the recording cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return new Recording(startedAt, frames, endedAt);
    }

    private static Instant header(String line) throws IOException {
        try {
            ObjectNode header = ViewJson.parse(line == null ? "" : line);
            if (Recorder.FORMAT.equals(header.path("format").asText()) && header.path("schema").asInt() == Recorder.SCHEMA) {
                return Instant.parse(header.path("startedAt").asText());
            }
            throw new IOException("not a recording of schema " + Recorder.SCHEMA + ": its first line says " + header);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IOException("not a recording: its first line is not a header", e);
        }
    }

    private static Frame frame(ObjectNode node, ObjectNode tree) throws JsonProcessingException {
        JsonNode parts = node.path("view");
        Instant at = Instant.parse(node.path("at").asText());
        parts.properties().forEach(field -> tree.set(field.getKey(), field.getValue()));
        return new Frame(at, ViewJson.view(tree));
    }

    /**
     * Judges the recording as a wait would have: at every recorded change and at every moment that a judgement asked to be repeated, until a
     * terminal verdict, a stall, or the end of the budget or of the recording. What lies after the recording's end is not made up.
     *
     * @return every assessment, in order; the last one decides
     */
    public List<Assessment> replay(Policy policy, Duration budget) {
        List<Assessment> all = new ArrayList<>();
        Memory memory = Memory.startingAt(startedAt);
        Instant deadline = startedAt.plus(budget);
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            boolean lastFrame = i + 1 == frames.size();
            Instant until = lastFrame ? endedAt : frames.get(i + 1).at();
            Instant at = frame.at();
            while (at.isBefore(until) || at.equals(frame.at()) || lastFrame && at.equals(until)) {
                boolean over = !at.isBefore(deadline);
                Assessment now = over
                        ? Assessor.assessAtDeadline(frame.view(), policy, memory, deadline)
                        : Assessor.assess(frame.view(), policy, memory, at);
                all.add(now);
                memory = now.memory();
                if (now.verdict().terminal() || over || stalled(policy, memory, at)) {
                    return all;
                }
                at = now.revisitAt() != null && now.revisitAt().isBefore(deadline) ? now.revisitAt() : deadline;
            }
        }
        return all;
    }

    private static boolean stalled(Policy policy, Memory memory, Instant at) {
        return policy.stallAfter() != null && !at.isBefore(memory.progressAt().plus(policy.stallAfter()));
    }
}
