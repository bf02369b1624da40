package io.jenkins.plugins.prepullgate.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML that somebody else has written, as plain maps, lists and scalars. It is looked through before anything is made of it, since the library keeps
 * any number of values, makes what is nested by recursion, and hashes a key as often as aliases repeat its parts.
 */
public final class ForeignYaml {
    /** A chart of four megabytes has fewer; each costs some hundred bytes. */
    private static final int VALUES = 500_000;

    private static final int DEPTH = 100;
    private static final int ALIASES = 50;
    /**
     * In characters. A longer line is copied whole for each piece of it that is read: by the library's own size, a kilobyte, a line of a megabyte
     * takes a second.
     */
    private static final int PIECE = 1 << 18;

    private final Deque<Level> levels = new ArrayDeque<>();
    private int values;

    private ForeignYaml() {}

    /** A collection that is open. */
    private static final class Level {
        private final boolean mapping;
        private int parts;

        Level(boolean mapping) {
            this.mapping = mapping;
        }

        /** Takes one more part; true when it stands for a key. */
        boolean key() {
            return mapping && parts++ % 2 == 0;
        }
    }

    /**
     * Makes values of a text, whose length its caller has bounded.
     *
     * @param duplicates whether a key may be there twice; the last one counts then
     * @return one for each document
     * @throws YamlRefusedException for what is malformed, or would take too much time or memory
     */
    static List<Object> documents(String text, boolean duplicates) throws YamlRefusedException {
        LoadSettings settings = settings(text, duplicates);
        lookThrough(text, settings);
        List<Object> documents = new ArrayList<>();
        try {
            new Load(settings).loadAllFromString(text).forEach(documents::add);
        } catch (YamlEngineException e) {
            throw malformed(e);
        }
        if (!YamlTree.bounded(documents)) {
            throw new YamlRefusedException("is no valid YAML: its aliases make it too large, or without end", "");
        }
        return documents;
    }

    /**
     * Looks through a text, whose length its caller has bounded.
     *
     * @throws YamlRefusedException as {@link #documents}, except for what aliases make of it
     */
    public static void lookThrough(String text) throws YamlRefusedException {
        lookThrough(text, settings(text, true));
    }

    private static LoadSettings settings(String text, boolean duplicates) {
        return LoadSettings.builder()
                .setCodePointLimit(text.length() + 1)
                .setBufferSize(PIECE)
                .setMaxAliasesForCollections(ALIASES)
                .setAllowDuplicateKeys(duplicates)
                .setAllowRecursiveKeys(false)
                .build();
    }

    private static void lookThrough(String text, LoadSettings settings) throws YamlRefusedException {
        ForeignYaml seen = new ForeignYaml();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                seen.take(event);
            }
        } catch (YamlEngineException e) {
            throw malformed(e);
        }
    }

    private void take(Event event) throws YamlRefusedException {
        switch (event.getEventId()) {
            case Scalar, Alias -> value(event);
            case MappingStart, SequenceStart -> {
                value(event);
                levels.push(new Level(event.getEventId() == Event.ID.MappingStart));
                if (levels.size() > DEPTH) {
                    throw new YamlRefusedException("is nested too deeply" + line(event) + ": more than " + DEPTH + " levels", "");
                }
            }
            case MappingEnd, SequenceEnd -> levels.pop();
            default -> {
                // Streams and documents begin and end.
            }
        }
    }

    private void value(Event event) throws YamlRefusedException {
        if (++values > VALUES) {
            throw new YamlRefusedException("is too large: it has more than " + VALUES + " values", "");
        }
        if (!levels.isEmpty() && levels.peek().key() && event.getEventId() != Event.ID.Scalar) {
            throw new YamlRefusedException("has a key" + line(event) + " that is no text", "");
        }
    }

    private static String line(Event event) {
        return event.getStartMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
    }

    /** Without the library's own message, which quotes the text around the error. */
    private static YamlRefusedException malformed(YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked) {
            String where = marked.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
            return new YamlRefusedException("is no valid YAML" + where, marked.getProblem());
        }
        return new YamlRefusedException("is no valid YAML, or too large", "");
    }
}
