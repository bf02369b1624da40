package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.cluster.HelmReleases;
import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.report.AuditReport;
import io.jenkins.plugins.prepullgate.report.AuditResult;
import io.jenkins.plugins.prepullgate.report.Report;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy.Demand;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.ReleaseCheck;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prepull-gate audit}: checks the control-plane nodes before anything is deployed. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Checks that control-plane nodes are kept free of ordinary pods, and that one cluster does so in the same way as "
                + "another, such as production and staging.")
final class AuditCommand implements Callable<Integer> {
    private static final String REQUIRE = "--require";

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = REQUIRE,
            paramLabel = "WHAT",
            defaultValue = "tainted",
            description = "What each control-plane node must be. tainted (default): carry a NoSchedule or NoExecute taint under a role key. "
                    + "cordoned: as prepullers before z2jh 0.7 need it. tainted-or-cordoned. same-as-reference: as the other cluster has it.")
    private String require;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "Also check whether a prepuller in this namespace tolerates the control plane's taint. Default: do not.")
    private String namespace;

    @Option(
            names = "--release",
            paramLabel = "NAME",
            description = "Also check whether this helm release in the namespace is pending: helm would refuse to change it "
                    + "(HELM_OPERATION_IN_PROGRESS). Needs the right to list secrets. Default: do not.")
    private String release;

    @Option(
            names = "--reference-kubeconfig",
            paramLabel = "FILE",
            description = "The kubeconfig of the cluster to compare with. Default: the same one.")
    private Path referenceKubeconfig;

    @Option(names = "--reference-context", paramLabel = "NAME", description = "The context of the cluster to compare with. Default: the current one.")
    private String referenceContext;

    @Mixin
    private OutputOptions output;

    private final Forbearance forbearance = new Forbearance(Policy.DEFAULT.blindness(), line -> output.say(line));

    @Override
    public Integer call() throws ConnectionException {
        output.check();
        AuditPolicy policy = policy();
        if (namespace != null) {
            Values.objectName("--namespace", namespace);
        }
        if (release != null && namespace == null) {
            throw new UsageException("--release: in which namespace? It needs --namespace");
        }
        if (release != null) {
            Values.objectName("--release", release);
        }
        ClusterTarget target = cluster.target();
        ClusterTarget reference = reference();
        if (target.equals(reference)) {
            throw new UsageException("--reference-context: '" + reference.displayName() + "' is the audited cluster itself");
        }
        AuditResult nodes = audit(target, policy, reference);
        AuditResult result = release == null ? nodes : withRelease(target, nodes);
        output.lines(AuditReport.lines(result));
        output.report(Report.of(result));
        return result.passed() ? ExitCode.COMPLETE : ExitCode.DOOMED;
    }

    private AuditPolicy policy() {
        return Values.read(() -> {
            Demand demand = Choices.one(REQUIRE, require, Demand.values(), Demand::parameter);
            AuditPolicy policy = new AuditPolicy(demand, List.of());
            policy.check(referenceKubeconfig != null || referenceContext != null, REQUIRE, "--reference-context or --reference-kubeconfig");
            return policy;
        });
    }

    /** Null when nothing is to be compared. */
    private ClusterTarget reference() throws ConnectionException {
        if (referenceKubeconfig != null) {
            return Targets.of(referenceKubeconfig, referenceContext);
        }
        return referenceContext == null ? null : cluster.target(referenceContext);
    }

    private AuditResult audit(ClusterTarget target, AuditPolicy demanded, ClusterTarget reference) throws ConnectionException {
        AuditPolicy policy = namespace == null ? demanded : demanded.withPullers(pullers(target));
        List<NodeFacts> nodes = nodes(target);
        return reference == null
                ? AuditResult.of(target.displayName(), nodes, policy, Instant.now())
                : AuditResult.of(target.displayName(), nodes, policy, reference.displayName(), nodes(reference), Instant.now());
    }

    private List<DaemonSetFacts> pullers(ClusterTarget target) throws ConnectionException {
        try (ClusterClient client = ClusterClient.connect(target, forbearance)) {
            client.check(namespace);
            List<DaemonSetFacts> pullers = client.pullers(namespace);
            if (pullers.isEmpty()) {
                output.lines(List.of(AuditReport.noPuller(namespace)));
            }
            return pullers;
        }
    }

    private AuditResult withRelease(ClusterTarget target, AuditResult result) throws ConnectionException {
        try (ClusterClient client = ClusterClient.connect(target, forbearance)) {
            ReleaseCheck helm = HelmReleases.check(client, namespace, release, Policy.DEFAULT, result.at());
            output.lines(helm.lines());
            return helm.refusal() == null ? result : result.with(helm.refusal());
        }
    }

    private List<NodeFacts> nodes(ClusterTarget target) throws ConnectionException {
        try (ClusterClient client = ClusterClient.connect(target, forbearance)) {
            return client.nodes();
        }
    }
}
