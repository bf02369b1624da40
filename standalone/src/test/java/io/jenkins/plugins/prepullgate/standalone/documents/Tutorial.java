package io.jenkins.plugins.prepullgate.standalone.documents;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What {@code docs/TUTORIAL.md} has its reader type, in order, and what it shows in answer. */
public final class Tutorial {
    private static final String PROMPT = "$ ";
    private static final String HERE_DOCUMENT = "<<'EOF'";
    private static final String CUT = "…";

    private Tutorial() {}

    /**
     * One command.
     *
     * @param command with the lines that a here document has
     * @param shown the lines of the answer, without those that stand for something left out
     */
    public record Typed(String command, List<String> shown) {
        /** Whether the page shows that it does not end well. */
        public boolean fails() {
            return shown.stream().anyMatch(line -> line.contains(" FAILED"));
        }
    }

    public static List<Typed> typed() throws IOException {
        List<Typed> all = new ArrayList<>();
        for (Documents.Block block : Documents.blocks(Documents.root().resolve("docs/TUTORIAL.md"))) {
            // Others are Jenkinsfiles.
            if (block.lines().get(0).startsWith(PROMPT)) {
                read(block.lines(), all);
            }
        }
        return all;
    }

    private static void read(List<String> lines, List<Typed> all) {
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder command = new StringBuilder(lines.get(i).substring(PROMPT.length()));
            if (command.indexOf(HERE_DOCUMENT) >= 0) {
                do {
                    command.append('\n').append(lines.get(++i));
                } while (!lines.get(i).equals("EOF"));
            }
            List<String> shown = new ArrayList<>();
            while (i + 1 < lines.size() && !lines.get(i + 1).startsWith(PROMPT)) {
                String line = lines.get(++i);
                if (!line.isBlank() && !line.strip().equals(CUT)) {
                    shown.add(line);
                }
            }
            all.add(new Typed(command.toString(), shown));
        }
    }

    /** The commands as a script that tells, before each and at the end, how the one before has ended; {@code $?} stays what it was. */
    public static String script(List<Typed> typed, String mark, UnaryOperator<String> changed) {
        String told = "{ ended=$?; printf '\\n" + mark + "%s\\n' $ended; (exit $ended); }\n";
        StringBuilder script = new StringBuilder();
        typed.forEach(each -> script.append(changed.apply(each.command())).append('\n').append(told));
        return script.toString();
    }
}
