package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.report.ProgressLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where results go. With {@code --output json} nothing but the report is on stdout. */
final class OutputOptions {
    private enum Form {
        TEXT,
        JSON
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text (default): progress and result as lines. json: the report on stdout, progress on stderr.")
    private String form;

    @Option(names = "--report", paramLabel = "FILE.json", description = "Also write the report into this file.")
    private Path report;

    /** Says what is wrong with the options before anything is waited for. */
    void check() {
        form();
        Values.output("--report", report, ".json");
    }

    private Form form() {
        return Values.choice("--output", form, Form.values(), f -> f.name().toLowerCase(Locale.ROOT));
    }

    /** Whether progress goes to stdout, for people to read. */
    boolean forPeople() {
        return form() == Form.TEXT;
    }

    /** Where lines of progress go. */
    PrintWriter writer() {
        return form() == Form.JSON ? command.commandLine().getErr() : command.commandLine().getOut();
    }

    /** A line of progress, with its prefix. */
    void progress(String line) {
        writer().println(line);
        writer().flush();
    }

    /** Lines of a result, without prefix. */
    void lines(List<String> lines) {
        lines.forEach(line -> progress(ProgressLog.PREFIX + line));
    }

    /** The result for programs. A file that cannot be written is told and changes no verdict. */
    void report(String json) {
        if (form() == Form.JSON) {
            command.commandLine().getOut().println(json);
            command.commandLine().getOut().flush();
        }
        if (report != null) {
            try {
                Files.writeString(report, json + "\n");
            } catch (IOException e) {
                warn("the report " + report + " cannot be written: " + e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }

    void warn(String line) {
        command.commandLine().getErr().println(command.qualifiedName() + ": " + line);
        command.commandLine().getErr().flush();
    }
}
