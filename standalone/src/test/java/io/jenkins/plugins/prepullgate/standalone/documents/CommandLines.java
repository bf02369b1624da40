package io.jenkins.plugins.prepullgate.standalone.documents;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The calls of our command in the code blocks of all pages. */
public final class CommandLines {
    private CommandLines() {}

    /** One of them; {@code words} are its arguments. */
    public record Call(String page, List<String> words) {}

    public static List<Call> onAllPages() throws IOException {
        List<Call> calls = new ArrayList<>();
        for (Path page : Documents.pages()) {
            for (Documents.Block block : Documents.blocks(page)) {
                for (String line : joined(block.lines())) {
                    ShellWords.of(line).ifPresent(words -> calls.add(new Call(Documents.root().relativize(page).toString(), words)));
                }
            }
        }
        return calls;
    }

    /** Lines that end in a backslash go on in the next one. */
    private static List<String> joined(List<String> lines) {
        return List.of(String.join("\n", lines).replaceAll("\\\\\n\\s*", "").split("\n"));
    }
}
