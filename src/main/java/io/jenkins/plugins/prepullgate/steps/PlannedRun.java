package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.HookPlan;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import java.time.Instant;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A {@code waitForPrepuller} that begins before helm and knows the chart: it tells what helm will do, and does not wait for what will not come. */
final class PlannedRun extends WaitRun {
    private final WaitRequest request;

    PlannedRun(StepContext context, Engine engine, WaitRequest request, Instant startedAt) {
        super(context, engine, request, request::query, startedAt, false);
        this.request = request;
    }

    @Override
    Optional<WaitResult> prepare(ClusterTarget cluster) throws ConnectionException {
        RenderedChart chart = ManifestFile.chart(context(), request.manifest(), request.manifestFile());
        deployed(chart);
        HookPlan plan = clusters().plan(cluster, request.namespace(), request.query().release(), chart);
        plan.lines().forEach(this::say);
        return plan.runs() ? Optional.empty() : Optional.of(WaitResult.needless(spec(), now(), plan.why()));
    }
}
