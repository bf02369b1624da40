package io.jenkins.plugins.prepullgate.standalone.manual;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * The tables of options in a Markdown page. Each stands between two comments, the first of which names its command; the prose around them is
 * written by hand.
 */
public final class OptionTables {
    private static final Pattern TABLE = Pattern.compile("(<!-- options: ([a-z -]+) -->\n).*?(<!-- end of options -->)", Pattern.DOTALL);

    private OptionTables() {}

    /**
     * The page with every table as the code has it.
     *
     * @throws IllegalArgumentException when a comment names a command that does not exist
     */
    public static String refreshed(String page, CommandLine root) {
        return TABLE.matcher(page).replaceAll(found ->
                Matcher.quoteReplacement(found.group(1) + table(command(root, found.group(2))) + found.group(3)));
    }

    /** The comment that begins a command's table. */
    public static String begin(String command) {
        return "<!-- options: " + command + " -->\n";
    }

    private static CommandLine command(CommandLine root, String path) {
        CommandLine command = root;
        for (String name : path.split(" ")) {
            command = command.getSubcommands().get(name);
            if (command == null) {
                throw new IllegalArgumentException("no command is called '" + path + "'");
            }
        }
        return command;
    }

    private static String table(CommandLine command) {
        List<Options.Entry> entries = Options.of(command.getCommandSpec());
        StringBuilder table = new StringBuilder("| option | means |\n|---|---|\n");
        entries.forEach(entry -> table.append("| `").append(escaped(entry.names())).append("` | ").append(escaped(entry.means())).append(" |\n"));
        return entries.isEmpty() ? "" : table.toString();
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }
}
