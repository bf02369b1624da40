package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.cluster.WorkloadPods;
import io.jenkins.plugins.prepullgate.hub.HubPods;

/** A hub's pods in a cluster whose credentials may change during the wait: when they are no longer accepted, they are looked up again. */
final class RenewingPods implements HubPods, AutoCloseable {
    private final HubStepRun run;
    private final HubPodsRequest request;
    private Clusters.Pods current;

    private RenewingPods(HubStepRun run, HubPodsRequest request) {
        this.run = run;
        this.request = request;
    }

    /**
     * Looks the cluster up, as the build.
     *
     * @throws ConnectionException when what the step names is missing, may not be used, or does not suffice
     */
    static RenewingPods open(HubStepRun run, HubPodsRequest request) throws ConnectionException {
        RenewingPods pods = new RenewingPods(run, request);
        pods.connect();
        return pods;
    }

    private void connect() throws ConnectionException {
        try {
            ClusterTarget target = run.target(request.address());
            current = run.engine().clusters().pods(target, request.namespace(), request.selector());
            run.sayOnce("the hub's pod, while it does not serve: " + request.selector() + " in namespace " + request.namespace() + " of cluster "
                    + target.displayName());
        } catch (ConnectionException e) {
            throw new ConnectionException(e.kind(), "cluster: " + e.getMessage(), e);
        }
    }

    @Override
    public WorkloadPods.Look look() throws ConnectionException {
        try {
            return current.look();
        } catch (ConnectionException e) {
            if (e.kind() != Kind.UNAUTHORIZED) {
                throw e;
            }
            current.close();
            connect();
            return current.look();
        }
    }

    @Override
    public void close() {
        current.close();
    }
}
