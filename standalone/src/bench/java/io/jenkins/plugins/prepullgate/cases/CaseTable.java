package io.jenkins.plugins.prepullgate.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Writes the outcomes as JSON, and as a table with one row a case: what is said is of the last run, the seconds are the middle of all. */
final class CaseTable {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int LONGEST = 220;

    private CaseTable() {}

    static void write(Path folder, List<Outcome> outcomes) throws IOException {
        Files.createDirectories(folder);
        JSON.writeValue(folder.resolve("cases.json").toFile(), outcomes);
        Files.writeString(folder.resolve("cases.md"), table(outcomes));
    }

    private static String table(List<Outcome> outcomes) {
        Map<String, List<Outcome>> byCase = outcomes.stream().collect(Collectors.groupingBy(Outcome::name, LinkedHashMap::new, Collectors.toList()));
        StringBuilder table = new StringBuilder(
                "| case | helm says | s | z2jh's awaiter says | the gate says | s | right, of runs: helm / gate |\n|---|---|---|---|---|---|---|\n");
        byCase.values().forEach(runs -> table.append(row(runs)));
        return table.toString();
    }

    private static String row(List<Outcome> runs) {
        Outcome last = runs.get(runs.size() - 1);
        long helm = runs.stream().filter(Outcome::helmRight).count();
        long gate = runs.stream().filter(Outcome::gateRight).count();
        String words = helm == runs.size() ? last.words() : "**" + last.words() + "**";
        String said = last.gate().stream().map(CaseTable::quoted).collect(Collectors.joining(" … "));
        return String.format(Locale.ROOT, "| %s | %s | %.1f | %s | %s | %.1f | %d/%d, %d/%d |%n", words, quoted(last.helm()),
                middle(runs, Outcome::helmSeconds),
                last.awaiter().isEmpty() ? "–" : quoted(last.awaiter()), said, middle(runs, Outcome::gateSeconds), helm, runs.size(), gate, runs.size());
    }

    /** As code in a table's cell. */
    private static String quoted(String text) {
        String cell = text.replace('`', '\'').replace("|", "¦").strip();
        return "`" + (cell.length() > LONGEST ? cell.substring(0, LONGEST) + " …" : cell) + "`";
    }

    private static double middle(List<Outcome> runs, ToDoubleFunction<Outcome> what) {
        List<Outcome> sorted = runs.stream().sorted(Comparator.comparingDouble(what)).toList();
        return what.applyAsDouble(sorted.get(sorted.size() / 2));
    }
}
