package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.FileFault;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.report.Diagnosis;
import io.jenkins.plugins.prepullgate.report.GithubText;
import io.jenkins.plugins.prepullgate.report.History;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where progress and results go. With {@code --output json} stdout holds nothing but the report. */
final class OutputOptions {
    private static final String REPORT = "--report";
    private static final String HTML = ".html";
    private static final String JSON = ".json";
    private static final String JUNIT = ".xml";
    /** Names the file that GitHub Actions reads a step's summary from. */
    private static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

    enum Form {
        TEXT,
        JSON,
        GITHUB;

        /** Its name in a command. */
        String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            completionCandidates = Completions.OfOutput.class,
            defaultValue = "text",
            description = "text (default): progress and result as lines. json: the report on stdout, progress on stderr. github: text, plus the "
                    + "findings as annotations and step summary of a GitHub Actions run.")
    private String form;

    @Option(
            names = REPORT,
            paramLabel = "FILE",
            description = "Also write the report to this file: FILE.html is a page with a timeline, FILE.json is for programs, FILE.xml holds "
                    + "JUnit results. Repeatable.")
    private List<Path> reports = new ArrayList<>();

    /** Rejects options that are wrong before anything is waited for. @throws UsageException naming the option */
    void check() {
        form();
        reports.forEach(file -> Values.output(REPORT, file, HTML, JSON, JUNIT));
    }

    private Form form() {
        return Values.choice("--output", form, Form.values(), Form::parameter);
    }

    /** Whether progress goes to stdout, for people to read. */
    boolean forPeople() {
        return form() == Form.TEXT;
    }

    /** Where lines of progress go. */
    PrintWriter writer() {
        return form() == Form.JSON ? command.commandLine().getErr() : command.commandLine().getOut();
    }

    /** Prints a line of progress, which has its prefix already. */
    void progress(String line) {
        writer().println(form() == Form.GITHUB ? GithubText.inert(line) : line);
        writer().flush();
    }

    /** Prints lines of a result, which have no prefix yet. */
    void lines(List<String> lines) {
        lines.forEach(this::say);
    }

    /** A line of ours. */
    void say(String line) {
        progress(ProgressLog.PREFIX + line);
    }

    /** Prints and reports the outcome of a wait that was never begun. @return the exit code */
    int told(WaitResult result) {
        lines(Diagnosis.lines(result));
        return report(result, new History(result.spec().startedAt()));
    }

    /** Writes the outcome of a wait in the forms that were asked for. @return the exit code */
    int report(WaitResult result, History history) {
        report(Report.of(result, history));
        return ExitCode.of(result);
    }

    /** Writes a result in the forms that were asked for. A file that cannot be written causes a warning and changes no verdict. */
    void report(Report report) {
        if (form() == Form.JSON) {
            command.commandLine().getOut().println(report.json());
            command.commandLine().getOut().flush();
        }
        if (form() == Form.GITHUB) {
            report.annotations().forEach(writer()::println);
            writer().flush();
            String summary = System.getenv(STEP_SUMMARY);
            if (summary != null && !summary.isEmpty()) {
                write("step summary", Path.of(summary), report.stepSummary(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        for (Path file : reports) {
            String text = text(file, report) + "\n";
            write("report", file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        }
    }

    private static String text(Path file, Report report) {
        return file.toString().endsWith(HTML) ? report.html() : file.toString().endsWith(JUNIT) ? report.junit() : report.json();
    }

    /** Makes what {@link #report(WaitResult, History)} would write, and drops it. */
    void rehearse(WaitResult result, History history) {
        Report report = Report.of(result, history);
        Form asked = form();
        if (asked == Form.JSON) {
            report.json();
        }
        if (asked == Form.GITHUB) {
            report.annotations();
            report.stepSummary();
        }
        reports.forEach(file -> text(file, report));
    }

    private void write(String what, Path file, String text, StandardOpenOption... how) {
        try {
            Files.writeString(file, text, how);
        } catch (IOException e) {
            warn("the " + what + " " + file + " cannot be written: " + FileFault.words(e));
        }
    }

    void warn(String line) {
        command.commandLine().getErr().println(command.qualifiedName() + ": " + line);
        command.commandLine().getErr().flush();
    }
}
