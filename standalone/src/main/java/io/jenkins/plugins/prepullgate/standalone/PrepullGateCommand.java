package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code prepull-gate}: results on stdout, errors as one line on stderr, and an exit code that scripts can rely on. */
@Command(
        name = "prepull-gate",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Waits for a Kubernetes image prepuller, and says early why it cannot finish.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0    complete; audit passed",
            "  1    the prepull cannot succeed; audit failed",
            "  2    wrong usage, kubeconfig or namespace",
            "  3    budget exceeded, or nothing moved for too long",
            "  4    cluster unreachable, or it refuses the caller",
            "  70   the gate itself failed",
            "  130  interrupted"
        })
public final class PrepullGateCommand implements Runnable {
    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            WaitCommand.class, PrepullCommand.class, ReplayCommand.class, AuditCommand.class, HubCommand.class, DrillCommand.class, DemoCommand.class,
            GenerateManCommand.class, GenerateCompletionCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show more of what happens inside, and stack traces.")
    private boolean debug;

    /** Runs the command and ends the process. */
    public static void main(String[] args) {
        Logs.quiet();
        CommandLine line = commandLine(args);
        StandardOutput out = new StandardOutput();
        line.setOut(writer(out));
        line.setErr(writer(new FileOutputStream(FileDescriptor.err)));
        int code = line.execute(args);
        out.loss().ifPresent(why -> complain(line, "stdout could not be written: " + why, code));
        System.exit(code);
    }

    /** UTF-8 even where no locale is set, as in most containers. */
    private static PrintWriter writer(OutputStream to) {
        return new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), true);
    }

    /** The command, with each of its commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /**
     * The command for these words. One that they begin with comes alone: to make it is to look at each of its options, which takes every start of
     * the process as long as all the rest of reading the words.
     */
    static CommandLine commandLine(String... words) {
        List<Class<?>> first = words.length == 0
                ? List.of()
                : COMMANDS.stream().filter(type -> type.getAnnotation(Command.class).name().equals(words[0])).toList();
        return commandLine(first.isEmpty() ? COMMANDS : first);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        PrepullGateCommand command = new PrepullGateCommand();
        CommandLine line = new CommandLine(command);
        commands.forEach(line::addSubcommand);
        line.registerConverter(Path.class, new FileNames());
        line.setExecutionStrategy(command::execute);
        line.setParameterExceptionHandler((e, args) -> misused(e.getCommandLine(), wrong(e)));
        line.setExecutionExceptionHandler((e, failed, parsed) -> command.failed(e, failed));
        return line;
    }

    private int execute(ParseResult parsed) {
        if (debug) {
            Logs.more();
        }
        return new RunLast().execute(parsed);
    }

    /** Called without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    private static String wrong(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unknown && !unknown.isUnknownOption()) {
            String word = unknown.getUnmatched().get(0);
            Set<String> commands = e.getCommandLine().getSubcommands().keySet();
            return commands.isEmpty()
                    ? "takes no argument, but is given '" + word + "'"
                    : "'" + word + "' is none of the commands " + String.join(", ", commands);
        }
        return e.getMessage();
    }

    private int failed(Exception failure, CommandLine where) {
        if (debug) {
            failure.printStackTrace(where.getErr());
        }
        if (failure instanceof UsageException) {
            return misused(where, failure.getMessage());
        }
        if (failure instanceof ConnectionException unusable) {
            return complain(where, unusable.getMessage(), ExitCode.of(unusable));
        }
        return complain(where, "the gate itself failed (--debug shows more): " + failure, ExitCode.INTERNAL);
    }

    private static int misused(CommandLine where, String message) {
        return complain(where, message + " (see " + where.getCommandSpec().qualifiedName() + " --help)", ExitCode.USAGE);
    }

    private static int complain(CommandLine where, String message, int code) {
        where.getErr().println(where.getCommandSpec().qualifiedName() + ": " + Redaction.oneLine(message.strip()));
        where.getErr().flush();
        return code;
    }

    /** The version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = PrepullGateCommand.class.getPackage().getImplementationVersion();
            return new String[] {"prepull-gate " + (version == null ? "(not packaged)" : version)};
        }
    }
}
