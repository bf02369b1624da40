package io.jenkins.plugins.prepullgate.cases;

import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.FakeKubelet;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.Deploys;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;

/**
 * What a case is played on: a release in a namespace of its own, with the helm, the awaiter and the gate of its own.
 *
 * @param cluster shared with other cases
 */
record Stage(RealCluster cluster, WholeGate gate, Deploys deploys) {
    static final String FIRST = "hub.test/singleuser:1";
    static final String SECOND = "hub.test/singleuser:2";
    /** Of helm, where a case has to see its end. */
    static final String TIMEOUT = "25s";

    String namespace() {
        return deploys.namespace();
    }

    Helm helm() {
        return deploys.helm();
    }

    /** A node for pullers that KWOK plays. */
    Stage withUser() {
        cluster.addNode(deploys.userNode("user"));
        return this;
    }

    /** An earlier revision, with the first image. */
    Stage deployed() {
        helm().upgrade(deploys.values(FIRST)).end().orFail();
        deploys.awaiter().forget();
        return this;
    }

    FakeKubelet kubelet() {
        return new FakeKubelet(cluster.admin(), namespace());
    }

    /** A wait for the continuous puller, which a guard cannot replace where no hook runs. */
    Running continuous(Duration budget) {
        PullerQuery query = new PullerQuery(namespace(), "", "hub", PullerQuery.Kind.CONTINUOUS);
        return gate.start(cluster.gateKubeconfig(), query, Policy.DEFAULT, budget);
    }
}
