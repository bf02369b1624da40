package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.standalone.drill.Drill;
import io.jenkins.plugins.prepullgate.standalone.drill.Scenario;
import io.jenkins.plugins.prepullgate.standalone.drill.ScenarioException;
import io.jenkins.plugins.prepullgate.standalone.drill.Scenarios;
import io.jenkins.plugins.prepullgate.standalone.live.PlayedTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prepull-gate drill}: plays a named failure, so that a team has seen it before it matters. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Plays a named failure against the real gate, on an API server in this process, with the output, reports and exit code of "
                + "wait: a team sees its own notifications before it needs them. No cluster is needed.")
final class DrillCommand implements Callable<Integer> {
    private static final String SPEED = "--speed";
    private static final String BUDGET = "--budget";
    /** More nodes than this are not there at once, on a slow machine. */
    private static final int MANY = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            completionCandidates = Completions.OfScenario.class,
            description = "The name of a scenario, or the path of a file of your own that ends in .yaml.")
    private String name;

    @Option(names = "--list", description = "List the scenarios.")
    private boolean list;

    @Option(names = "--scenarios", paramLabel = "DIR", description = "A folder with scenarios of your own; docs/DRILL.md says how to write one.")
    private Path folder;

    @Option(
            names = SPEED,
            paramLabel = "NUMBER",
            defaultValue = "10",
            description = "How many times faster than real time it is played. Times in the output are those of the play. Default: ${DEFAULT-VALUE}.")
    private double speed;

    @Mixin
    private WaitOptions options;

    @Mixin
    private RecordOption record;

    @Mixin
    private LiveOption live;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConnectionException, InterruptedException {
        output.check();
        record.check();
        Values.speed(SPEED, speed);
        try {
            return list ? list() : play(scenario());
        } catch (ScenarioException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private Scenario scenario() throws ScenarioException {
        if (name == null) {
            throw new UsageException("a scenario is missing; prepull-gate drill --list shows them");
        }
        return Scenarios.named(name, folder);
    }

    private int list() throws ScenarioException {
        List<Scenario> all = new ArrayList<>(Scenarios.builtIn());
        if (folder != null) {
            all.addAll(Scenarios.in(folder));
        }
        int widest = all.stream().mapToInt(s -> s.name().length()).max().orElse(0);
        int code = all.stream().mapToInt(s -> s.ending().length()).max().orElse(0);
        String form = "%-" + widest + "s  %-" + code + "s  %s";
        all.forEach(s -> output.writer().println(String.format(form, s.name(), s.ending(), s.about())));
        output.writer().flush();
        return ExitCode.COMPLETE;
    }

    private int play(Scenario scenario) throws ConnectionException, InterruptedException {
        PlayedTime time = PlayedTime.held(Instant.now(), speed);
        WaitSpec wait = wait(scenario, options.spec(time.instant()));
        try (WaitRun run = new WaitRun(wait, time, record, live, output)) {
            output.warn(scenario.name() + ": " + scenario.about() + " It must end with " + scenario.ending() + ".");
            if (scenario.nodes().size() > MANY) {
                output.warn("building a cluster of " + scenario.nodes().size() + " nodes …");
            }
            WaitResult result = play(scenario, time, run);
            String ending = result.code().map(FindingCode::name).orElse(Scenario.COMPLETE);
            if (!ending.equals(scenario.ending())) {
                output.warn("the scenario says " + scenario.ending() + ", but it ended with " + ending);
            }
            return run.report(result);
        }
    }

    private static WaitResult play(Scenario scenario, PlayedTime time, WaitRun run) throws ConnectionException, InterruptedException {
        try (Drill drill = Drill.set(scenario, time);
                Gate gate = new Gate(time);
                Interruption interruption = new Interruption()) {
            Wait wait = run.start(gate, drill.source(), "drill " + scenario.name(), WaitListener.NONE);
            interruption.hold(wait);
            drill.play(wait);
            return interruption.result();
        }
    }

    /** The scenario's budget, unless the caller names another. */
    private WaitSpec wait(Scenario scenario, WaitSpec asked) {
        return spec.commandLine().getParseResult().hasMatchedOption(BUDGET)
                ? asked
                : scenario.budget().map(b -> new WaitSpec(asked.policy(), asked.startedAt(), b, asked.heartbeat())).orElse(asked);
    }
}
