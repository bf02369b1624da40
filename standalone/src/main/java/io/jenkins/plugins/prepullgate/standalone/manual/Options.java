package io.jenkins.plugins.prepullgate.standalone.manual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a command takes, in the order in which it declares it, without the options that every command has. */
final class Options {
    private static final String DEBUG = "--debug";

    /**
     * An option or a parameter.
     *
     * @param names such as {@code -n, --namespace NAME}
     * @param means what it does, in sentences
     */
    record Entry(String names, String means) {}

    private Options() {}

    /** Positional parameters first. */
    static List<Entry> of(CommandSpec command) {
        List<Entry> entries = new ArrayList<>();
        command.positionalParameters().stream()
                .sorted(Comparator.comparing(PositionalParamSpec::index))
                .forEach(p -> entries.add(new Entry(p.paramLabel(), text(p.description()))));
        command.options().stream()
                .filter(o -> !o.usageHelp() && !o.versionHelp() && !o.hidden() && !o.longestName().equals(DEBUG))
                .forEach(o -> entries.add(new Entry(names(o), text(o.description()))));
        return entries;
    }

    private static String names(OptionSpec option) {
        String names = List.of(option.names()).stream()
                .map(name -> option.negatable() ? name.replaceFirst("^--", "--[no-]") : name)
                .collect(Collectors.joining(", "));
        return option.negatable() || option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    /** A description as the usage help shows it. */
    static String text(String[] description) {
        return String.join(" ", description).strip();
    }
}
