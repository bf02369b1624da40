package io.jenkins.plugins.prepullgate.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded wait; {@link Replay} judges it again.
 *
 * @param startedAt when it began
 * @param frames every view with its time, in order
 * @param endedAt until when the last view held; the time of the last frame if the recorder was killed before it could write the end
 */
public record Recording(Instant startedAt, List<Frame> frames, Instant endedAt) {
    /** A view, and since when it held. */
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
                    throw new IOException("line " + number + " of the recording cannot be read: " + reason(e), e);
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
            throw new IOException("line 1: not a recording of schema " + Recorder.SCHEMA);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IOException("line 1: not a recording, which begins with a header", e);
        }
    }

    /** The reason on one line: Jackson would add the place in further lines. */
    private static String reason(Exception e) {
        return e instanceof JsonProcessingException malformed ? malformed.getOriginalMessage() : e.getMessage();
    }

    private static Frame frame(ObjectNode node, ObjectNode tree) throws JsonProcessingException {
        JsonNode parts = node.path("view");
        Instant at = Instant.parse(node.path("at").asText());
        parts.properties().forEach(field -> tree.set(field.getKey(), field.getValue()));
        return new Frame(at, ViewJson.view(tree));
    }
}
