package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Forbearance;
import io.jenkins.plugins.prepullgate.cluster.WorkloadPods;
import io.jenkins.plugins.prepullgate.hub.HubClient;
import io.jenkins.plugins.prepullgate.hub.HubPods;
import io.jenkins.plugins.prepullgate.hub.HubWait;
import io.jenkins.plugins.prepullgate.hub.HubWaitSpec;
import io.jenkins.plugins.prepullgate.hub.RouteSpec;
import io.jenkins.plugins.prepullgate.hub.RouteState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prepull-gate hub wait}: waits for a hub, then checks all routes. */
@Command(
        name = "wait",
        mixinStandardHelpOptions = true,
        versionProvider = PrepullGateCommand.Version.class,
        description = "Waits until a JupyterHub serves and has checked all its servers, then checks the routes of all running servers at once, "
                + "and names those that are missing, dead, stale or slow.")
final class HubWaitCommand implements Callable<Integer> {
    @Mixin
    private HubOptions hub;

    @Option(
            names = "--budget",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "How long all of it may take. Default: ${DEFAULT-VALUE}.")
    private String budget;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many routes are checked at the same time, at most. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "At most this many routes are checked per second. Default: no limit.")
    private int rate;

    @Option(
            names = "--route-timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "How long one route may take. Default: ${DEFAULT-VALUE}.")
    private String routeTimeout;

    @Option(
            names = "--slow-after",
            paramLabel = "DURATION",
            defaultValue = "2s",
            description = "A route that takes longer is called slow. Default: ${DEFAULT-VALUE}.")
    private String slowAfter;

    @Option(
            names = "--route-domain",
            paramLabel = "DOMAIN",
            defaultValue = "",
            description = "Users' servers may also lie under this domain. Default: only on the hub's own host, and under it.")
    private String domain;

    @Option(
            names = "--fail-on",
            paramLabel = "STATE,…",
            defaultValue = "dead,missing",
            description = "Which states of routes fail it: any of dead, missing, stale and slow, or none. Default: ${DEFAULT-VALUE}.")
    private String failOn;

    @Option(
            names = "--tolerate",
            paramLabel = "ROUTES",
            defaultValue = "0",
            description = "How many routes may be broken: 2, or 5%%. Default: ${DEFAULT-VALUE}.")
    private String tolerate;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The hub's namespace in its cluster. While the hub does not serve, its pod is watched, too, and a pod that can "
                    + "never run ends the wait. Default: the cluster is not asked, unless --kubeconfig or --context names one.")
    private String namespace;

    @Option(
            names = "--hub-selector",
            paramLabel = "LABELS",
            defaultValue = WorkloadPods.HUB,
            description = "The labels of the hub's pod. Default: ${DEFAULT-VALUE}, as Zero to JupyterHub has them.")
    private String selector;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConnectionException {
        output.check();
        HubWaitSpec spec = spec();
        try (HubClient client = HubClient.connect(hub.target())) {
            if (namespace == null && !cluster.given()) {
                return wait(client, spec, null);
            }
            ClusterTarget target = cluster.target();
            String hubs = ClusterOptions.namespace(namespace, target);
            try (ClusterClient kubernetes = ClusterClient.connect(target, Forbearance.none())) {
                return wait(client, spec, new WorkloadPods(kubernetes, hubs, selector)::read);
            }
        }
    }

    private int wait(HubClient client, HubWaitSpec spec, HubPods pods) throws ConnectionException {
        return new HubRun(output).run(progress -> HubWait.run(client, spec, InstantSource.system(), pods, progress));
    }

    private HubWaitSpec spec() {
        try {
            Duration timeout = Values.duration("--route-timeout", routeTimeout);
            RouteSpec routes = new RouteSpec(concurrency, rate, timeout, Values.duration("--slow-after", slowAfter)).withDomain(domain);
            Duration time = Values.duration("--budget", budget);
            return new HubWaitSpec(time, routes, RouteState.parse("--fail-on", failOn), Values.tolerance("--tolerate", tolerate));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
