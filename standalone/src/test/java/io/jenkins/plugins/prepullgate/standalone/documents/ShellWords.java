package io.jenkins.plugins.prepullgate.standalone.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that a shell would hand to our command, as far as a line of a page has it. */
final class ShellWords {
    private static final Pattern OURS = Pattern.compile("(?:^\\s*(?:\\$ |- |(?:- )?run: )?|[|(&;'\"] ?)(?:\\./)?prepull-gate[ \\t]+(?=[a-z-])(.*)");
    /** What ends a command, or is a remark behind it. */
    private static final String END = "|&;<>#()";

    private ShellWords() {}

    /** Empty when the line does not run our command. */
    static Optional<List<String>> of(String line) {
        Matcher ours = OURS.matcher(line);
        if (!ours.find()) {
            return Optional.empty();
        }
        List<String> words = words(ours.group(1));
        // Such as "prepull-gate wait: …", which is what it says and not how it is called.
        return words.isEmpty() || words.get(0).endsWith(":") ? Optional.empty() : Optional.of(words);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
                if (quote != 0) {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (c == ' ') {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
                // A table of commands, with what they do in a second column.
                if (text.startsWith("   ", i)) {
                    return words;
                }
            } else if (END.indexOf(c) >= 0 && !begun || c == ';' || c == ')') {
                break;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
