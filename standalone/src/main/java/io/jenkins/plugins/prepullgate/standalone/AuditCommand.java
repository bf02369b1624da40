package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.report.AuditReport;
import io.jenkins.plugins.prepullgate.report.AuditResult;
import io.jenkins.plugins.prepullgate.report.JsonReport;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.ControlPlaneAudit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prepull-gate audit}: looks at control-plane nodes before anything is deployed. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Checks that control-plane nodes are kept free of ordinary pods, and that a cluster does so like another one, such "
                + "as production like staging.")
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--require-taint",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Each control-plane node must carry a NoSchedule or NoExecute taint under a role key. Default: yes.")
    private boolean requireTaint;

    @Option(
            names = "--require-cordon",
            negatable = true,
            defaultValue = "false",
            fallbackValue = "true",
            description = "Each must be cordoned, as prepullers before z2jh 0.7 need it. Default: no.")
    private boolean requireCordon;

    @Option(
            names = "--reference-kubeconfig",
            paramLabel = "FILE",
            description = "The kubeconfig of a cluster to compare with. Default: the same one.")
    private Path referenceKubeconfig;

    @Option(names = "--reference-context", paramLabel = "NAME", description = "The context of the cluster to compare with. Default: the current one.")
    private String referenceContext;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConnectionException {
        output.check();
        ClusterTarget target = cluster.target();
        ClusterTarget reference = reference();
        if (target.equals(reference)) {
            throw new UsageException("--reference-context: '" + reference.displayName() + "' is the audited cluster itself");
        }
        AuditResult result = audit(target, reference);
        output.lines(AuditReport.lines(result));
        output.report(JsonReport.of(result));
        return result.passed() ? ExitCode.COMPLETE : ExitCode.DOOMED;
    }

    /** Null when nothing is to be compared. */
    private ClusterTarget reference() throws ConnectionException {
        if (referenceKubeconfig != null) {
            return Targets.of(referenceKubeconfig, referenceContext);
        }
        return referenceContext == null ? null : cluster.target(referenceContext);
    }

    private AuditResult audit(ClusterTarget target, ClusterTarget reference) throws ConnectionException {
        List<NodeFacts> nodes = nodes(target);
        Instant now = Instant.now();
        List<Finding> findings = new ArrayList<>(ControlPlaneAudit.audit(nodes, new AuditPolicy(requireTaint, requireCordon, List.of()), now));
        if (reference != null) {
            findings.addAll(ControlPlaneAudit.compare(nodes, nodes(reference), reference.displayName(), now));
        }
        return new AuditResult(target.displayName(), reference == null ? "" : reference.displayName(), nodes, findings, now);
    }

    private static List<NodeFacts> nodes(ClusterTarget target) throws ConnectionException {
        try (ClusterClient client = ClusterClient.connect(target)) {
            return client.nodes();
        }
    }
}
