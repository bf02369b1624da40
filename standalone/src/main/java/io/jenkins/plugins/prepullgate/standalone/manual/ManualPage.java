package io.jenkins.plugins.prepullgate.standalone.manual;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The whole command as one page for {@code man}, in the macros of man(7). */
public final class ManualPage {
    private static final Map<String, String> ENVIRONMENT = new TreeMap<>(Map.of(
            "KUBECONFIG", "The kubeconfig where --kubeconfig names none.",
            "NO_COLOR", "When set, nothing is written in colour.",
            "CI", "When set, progress is printed as lines, also on a terminal.",
            "PREPULL_GATE_JAVA_OPTS", "Options for the JVM, read by the launcher."));

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    private ManualPage() {}

    /** @param root the command, with its subcommands */
    public static String of(CommandLine root) {
        CommandSpec spec = root.getCommandSpec();
        String name = spec.name();
        StringBuilder page = new StringBuilder();
        page.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1 \"\" \"").append(spec.version()[0]).append("\"\n");
        String about = sentence(Options.text(spec.usageMessage().description()));
        page.append(".SH NAME\n").append(escaped(name)).append(" \\- ").append(about).append('\n');
        page.append(".SH SYNOPSIS\n.B ").append(escaped(name)).append("\n.I COMMAND\n[options]\n");
        page.append(".SH COMMANDS\n");
        commands(root, page);
        page.append(".SH EXIT STATUS\n");
        for (String line : spec.usageMessage().footer()) {
            String[] code = line.strip().split(" +", 2);
            entry(page, code[0], code[1]);
        }
        page.append(".SH ENVIRONMENT\n");
        ENVIRONMENT.forEach((variable, means) -> entry(page, variable, means));
        return page.toString();
    }

    private static void commands(CommandLine parent, StringBuilder page) {
        for (CommandLine command : parent.getSubcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            if (spec.usageMessage().hidden()) {
                continue;
            }
            page.append(".SS ").append(escaped(spec.qualifiedName())).append('\n');
            page.append(escaped(Options.text(spec.usageMessage().description()))).append('\n');
            Options.of(spec).forEach(e -> entry(page, e.names(), e.means()));
            commands(command, page);
        }
    }

    private static void entry(StringBuilder page, String term, String means) {
        page.append(".TP\n.B ").append(escaped(term)).append('\n').append(escaped(means)).append('\n');
    }

    private static String sentence(String text) {
        return escaped(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
    }

    /** Nothing in a text is a request, an escape or a hyphen that may be broken at or typeset as another sign. */
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-");
        String safe = NOT_ASCII.matcher(plain).replaceAll(c -> String.format("\\\\[u%04X]", c.group().codePointAt(0)));
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
