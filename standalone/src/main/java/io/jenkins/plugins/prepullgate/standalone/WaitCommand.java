package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.cluster.HookPlan;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.cluster.RenderedUsers;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.SteadyClock;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prepull-gate wait}: waits for a prepuller, which may be there already or yet to come. */
@Command(
        name = "wait",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Waits until a prepuller has pulled every image onto every node it is meant for, and gives up as soon as it cannot succeed, "
                + "with the cause, the nodes and what to do.")
final class WaitCommand implements Callable<Integer> {
    /** Longer than a JVM takes to load the command. */
    private static final Duration LOADING = Duration.ofSeconds(5);

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The puller's namespace. Default: the context's.")
    private String namespace;

    @Option(names = "--release", paramLabel = "NAME", description = "Only the puller of this helm release.")
    private String release;

    @Option(
            names = "--daemonset",
            paramLabel = "NAME",
            description = "The puller's name. Default: it is recognised by its labels, whatever its chart calls it.")
    private String daemonset;

    @Option(
            names = "--puller",
            paramLabel = "KIND",
            completionCandidates = Completions.OfPuller.class,
            defaultValue = "hook",
            description = "hook (default): the one that helm starts before an upgrade. continuous: the one that stays.")
    private String puller;

    @Option(
            names = "--upcoming",
            description = "Begin before helm does: what is left over from an earlier deploy does not count. With the right to list secrets, a "
                    + "release that is already pending ends the wait (HELM_OPERATION_IN_PROGRESS), and so does a helm that gives up (HELM_FAILED) "
                    + "or has deployed without a puller (success). Default: take the puller that is there.")
    private boolean upcoming;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "With --upcoming: the chart that helm will deploy, as helm upgrade --dry-run=server renders it; - reads it from stdin. "
                    + "Says whether its hook will run, which images it pulls onto how many nodes, and which nodes have them already; without a "
                    + "hook the wait ends at once, successfully. Default: not known.")
    private String manifest;

    @Mixin
    private WaitOptions options;

    @Mixin
    private RecordOption record;

    @Mixin
    private LiveOption live;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConnectionException {
        InstantSource clock = SteadyClock.startingNow();
        output.check();
        record.check();
        WaitSpec asked = options.spec(upcoming ? launched(clock.instant()) : clock.instant());
        ClusterTarget target = cluster.target();
        PullerQuery query = query(target);
        RenderedChart chart = chart();
        WaitSpec spec = chart == null ? asked : asked.knowing(RenderedUsers.of(chart).orElse(null));
        try (ClusterClient client = ClusterClient.connect(target, new Forbearance(spec.policy().blindness(), output::say))) {
            client.check(query.namespace());
            HookPlan plan = chart == null ? null : HookPlan.of(client, query.namespace(), query.release(), chart);
            if (plan != null) {
                output.lines(plan.lines());
            }
            if (plan != null && !plan.runs()) {
                return output.told(WaitResult.needless(spec, clock.instant(), plan.why()));
            }
            return await(client, query, spec, clock);
        }
    }

    private int await(ClusterClient client, PullerQuery query, WaitSpec spec, InstantSource clock) {
        try (WaitRun run = new WaitRun(spec, clock, record, live, output);
                ClusterWatches watches = new ClusterWatches(clock);
                Gate gate = new Gate(clock);
                Interruption interruption = new Interruption()) {
            String heading = ClusterOptions.heading(query.namespace(), client.target());
            interruption.hold(run.start(gate, watches.open(client, query), heading, WaitListener.NONE));
            return run.report(interruption.result());
        }
    }

    /** Null when none is given. */
    private RenderedChart chart() {
        if (manifest != null && !upcoming) {
            throw new UsageException("--manifest says what helm will do: it needs --upcoming");
        }
        return manifest == null ? null : Manifests.read(manifest);
    }

    /**
     * When the wait begins. A helm that was started at the same moment is quicker than a JVM that still loads its classes, so the start of the
     * process counts; in a JVM that has been running for longer, the present does.
     */
    private static Instant launched(Instant now) {
        Instant launched = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        return launched.isBefore(now.minus(LOADING)) ? now : launched;
    }

    private PullerQuery query(ClusterTarget target) {
        String name = daemonset == null ? "" : Values.objectName("--daemonset", daemonset);
        String deployed = release == null ? "" : Values.objectName("--release", release);
        PullerQuery.Kind kind = Values.choice("--puller", puller, PullerQuery.Kind.values(), PullerQuery.Kind::parameter);
        if (upcoming && kind == PullerQuery.Kind.CONTINUOUS) {
            throw new UsageException("--upcoming: the continuous puller is no hook; it stays, and a new one does not come");
        }
        return new PullerQuery(ClusterOptions.namespace(namespace, target), name, deployed, kind, upcoming);
    }
}
