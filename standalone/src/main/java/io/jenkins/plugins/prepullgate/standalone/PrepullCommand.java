package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.cluster.HelmReleases;
import io.jenkins.plugins.prepullgate.cluster.OwnPuller;
import io.jenkins.plugins.prepullgate.cluster.OwnPullers;
import io.jenkins.plugins.prepullgate.cluster.PullerMark;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.SteadyClock;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.ReleaseCheck;
import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prepull-gate prepull}: pulls images onto every node with a puller of its own, waits for it, and removes it. */
@Command(
        name = "prepull",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Pulls images onto every node that user pods may run on, before helm starts: makes a puller of its own, waits for it as `wait` "
                + "does, and removes it, however the wait ends.")
final class PrepullCommand implements Callable<Integer> {
    /** How long a puller may outlast its budget when nobody removes it. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Option(names = {"-n", "--namespace"}, paramLabel = "NAME", description = "The hub's namespace. Default: the context's.")
    private String namespace;

    @Option(
            names = "--release",
            paramLabel = "NAME",
            description = "The helm release that is to be deployed: one that is pending is refused before anything is started "
                    + "(HELM_OPERATION_IN_PROGRESS), if secrets may be listed. Default: that of the manifest, or the only one in the namespace.")
    private String release;

    @Mixin
    private PullerSource source;

    @Option(
            names = "--owner",
            paramLabel = "NAME",
            description = "Who the images are pulled for, such as a CI job: a later run for the same owner continues with the same puller. Default: "
                    + "this process.")
    private String owner;

    @Option(names = "--keep", description = "Leave the puller in the cluster: it pulls onto new nodes, too, until somebody deletes it.")
    private boolean keep;

    @Option(names = "--dry-run", description = "Print the puller that would be made, but change nothing.")
    private boolean dryRun;

    @Mixin
    private PatienceOptions options;

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
        WaitSpec wait = options.spec(clock.instant());
        if (owner != null && owner.isBlank()) {
            throw new UsageException("--owner is empty");
        }
        ClusterTarget target = cluster.target();
        PullerMark mark = new PullerMark(ClusterOptions.namespace(namespace, target), OwnProcess.owner(owner), wait.deadline().plus(GRACE), keep);
        OwnPuller wanted = source.puller(mark);
        try (ClusterClient client = ClusterClient.connect(target, new Forbearance(wait.policy().blindness(), output::say))) {
            client.check(mark.namespace());
            String deployed = release == null ? wanted.release() : Values.objectName("--release", release);
            ReleaseCheck helm = HelmReleases.check(client, mark.namespace(), deployed, wait.policy(), clock.instant());
            if (dryRun) {
                return print(client, wanted, helm, clock);
            }
            output.lines(helm.lines());
            return helm.refusal() == null
                    ? pull(client, wanted, wait.knowing(source.users()), clock)
                    : output.told(WaitResult.refused(wait, clock.instant(), helm.refusal()));
        }
    }

    private int pull(ClusterClient client, OwnPuller wanted, WaitSpec spec, InstantSource clock) throws ConnectionException {
        OwnPullers pullers = new OwnPullers(client, output::say);
        OwnPuller puller = pullers.look(wanted);
        try (WaitRun run = new WaitRun(spec, clock, record, live, output);
                Interruption interruption = new Interruption()) {
            pullers.apply(puller, clock.instant(), OwnProcess::ended);
            try (OnceOnly removal = new OnceOnly(() -> remove(puller, pullers, run));
                    ClusterWatches watches = new ClusterWatches(clock);
                    Gate gate = new Gate(clock)) {
                RolloutSource source = watches.open(client.target(), puller.mark().query());
                String heading = ClusterOptions.heading(puller.mark().namespace(), client.target());
                // The puller goes first, so that the verdict is the last line.
                interruption.hold(run.start(gate, source, heading, WaitListener.atEnd(removal::close)));
                return run.report(interruption.result());
            }
        }
    }

    private static void remove(OwnPuller puller, OwnPullers pullers, WaitRun run) {
        // The live picture would be drawn over what is said of the removal.
        run.close();
        pullers.remove(puller.mark());
    }

    /** Prints it as YAML; everything else is said in comments, so that the output can be piped. */
    private int print(ClusterClient client, OwnPuller wanted, ReleaseCheck helm, InstantSource clock) throws ConnectionException {
        PrintWriter out = spec.commandLine().getOut();
        helm.lines().forEach(line -> out.println("# " + line));
        if (helm.refusal() != null) {
            out.println("# It would be refused, " + helm.refusal().code() + ": " + helm.refusal().summary());
            out.println("#   do: " + helm.refusal().remedy());
        }
        OwnPullers pullers = new OwnPullers(client, line -> out.println("# " + line));
        OwnPuller puller = pullers.look(wanted);
        pullers.lookForLeftovers(puller, clock.instant(), OwnProcess::ended);
        out.println(keep
                ? "# It would stay until somebody deletes it: kubectl delete daemonset " + puller.mark().name() + " -n " + puller.mark().namespace()
                : "# It would be removed when the wait ends, however it ends. Should this process be killed, the next prepull in the namespace "
                        + "removes it:\n# on this machine at once, elsewhere after " + puller.mark().expires() + ".");
        out.print(puller.yaml());
        out.flush();
        return ExitCode.COMPLETE;
    }
}
