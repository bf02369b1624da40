package io.jenkins.plugins.prepullgate.standalone.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of output on a page, with the command that the page's source says it comes from, in a comment that stands before it.
 *
 * @param page where it is
 * @param whole whether it is all that the command prints; otherwise these lines are among it
 * @param words the command's arguments
 * @param lines as shown, without what somebody types; {@code …} stands for whatever is left out
 * @param code the exit code that is shown; null when none is
 */
public record Shown(String page, boolean whole, List<String> words, List<String> lines, Integer code) {
    private static final Pattern SOURCE = Pattern.compile("<!-- (shown by|from): (.*) -->");
    private static final String ASKED_FOR_CODE = "$ echo $?";

    public static List<Shown> onAllPages() throws IOException {
        List<Shown> all = new ArrayList<>();
        for (Path page : Documents.pages()) {
            List<String> text = Files.readAllLines(page);
            for (int i = 0; i < text.size(); i++) {
                Matcher source = SOURCE.matcher(text.get(i));
                if (source.matches()) {
                    String name = Documents.root().relativize(page).toString();
                    all.add(of(name, source.group(1).equals("shown by"), List.of(source.group(2).split(" ")), text.subList(i + 1, text.size())));
                }
            }
        }
        return all;
    }

    private static Shown of(String page, boolean whole, List<String> words, List<String> after) {
        List<String> lines = new ArrayList<>();
        Integer code = null;
        List<String> block = after.stream().dropWhile(String::isBlank).takeWhile(line -> line.startsWith("    ")).map(String::strip).toList();
        for (int i = 0; i < block.size(); i++) {
            if (block.get(i).equals(ASKED_FOR_CODE)) {
                code = Integer.valueOf(block.get(++i));
            } else if (!block.get(i).startsWith("$ ")) {
                lines.add(plain(block.get(i)));
            }
        }
        return new Shown(page, whole, words, lines, code);
    }

    /** Whether the output is what is shown. */
    public boolean matches(List<String> output) {
        List<String> printed = output.stream().map(Shown::plain).toList();
        return whole
                ? pattern(String.join("\n", lines)).matcher(String.join("\n", printed)).matches()
                : lines.stream().allMatch(line -> printed.stream().anyMatch(p -> pattern(line).matcher(p).matches()));
    }

    /** Without what a page may leave away, and without the estimate's number, which other tests look after. */
    private static String plain(String line) {
        return line.replace("[prepull] ", "").replaceAll("about \\S+ left", "about … left").strip();
    }

    private static Pattern pattern(String shown) {
        return Pattern.compile("\\Q" + shown.replace("…", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    }
}
