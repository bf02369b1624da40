package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.jenkins.plugins.prepullgate.gate.EtaErrors;
import io.jenkins.plugins.prepullgate.gate.Recording;
import io.jenkins.plugins.prepullgate.rollout.NodeProgress;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.whole.WholeGate;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/**
 * How good the estimates are on real pulls, from a registry whose speed is known to the test alone. The recordings ({@code -Dcorpus.dir}) are what
 * {@code EtaBenchmark} measures; this makes sure that there is an estimate, and that it is none from the blue.
 */
public class EtaRealNodeTest {
    private static final String LABEL = "prepull-gate/eta";

    @ClassRule
    @Rule
    public static final RealNodes cluster = new RealNodes("real:1@1.7,2@2.2");

    @Rule
    public final WholeGate gate = new WholeGate();

    /** Nodes that come later, as an autoscaler adds them: what the first one took is known. */
    @Test
    public void byTheTimesOfAPeer() throws IOException {
        String namespace = cluster.namespace();
        String[] images = {"hub.test/size/3m/slow/500k/peer-a:v1", "hub.test/size/6m/slow/500k/peer-b:v1", "hub.test/size/2m/slow/400k/peer-c:v1"};
        join("real-1", "peers");
        Running first = start(namespace);
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images(images).selecting(LABEL, "peers").daemonSet()).create();
        assertThat(first.end().success()).as(first.log()).isTrue();

        join("real-2", "peers");
        join("real-3", "peers");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> cluster.admin().pods().inNamespace(namespace).list().getItems().size() == 3);
        Running later = start(namespace);

        later.until(now -> now.eta() != null);
        assertThat(later.end().success()).as(later.log()).isTrue();
        judged(later, "real-eta-by-peers");
    }

    /** An image that one node has from before: its size is known, and from the first image on the rate at which the others pull. */
    @Test
    public void bySizesThatAnotherNodeLists() throws IOException {
        String namespace = cluster.namespace();
        String small = "hub.test/size/3m/slow/500k/size-a:v1";
        String large = "hub.test/size/8m/slow/500k/size-b:v1";
        String before = cluster.namespace();
        Running had = start(before);
        cluster.admin().resource(Pullers.chart4(before, "hub").images(large).selecting("kubernetes.io/hostname", "real-1").daemonSet()).create();
        assertThat(had.end().success()).as(had.log()).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> lists("real-1", large));

        Running running = start(namespace);
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images(small, large).daemonSet()).create();

        NodeProgress row = running.seen(now -> now.rows().stream().anyMatch(EtaRealNodeTest::estimated)).rows().stream()
                .filter(EtaRealNodeTest::estimated).findFirst().orElseThrow();
        assertThat(row.pull().bytes()).as(running.log()).isBetween(8L << 20, 10L << 20);
        assertThat(row.pull().rate()).as("bytes a second: 500 kB of the large layer, and the others beside it").isBetween(200_000L, 1_500_000L);
        assertThat(running.end().success()).as(running.log()).isTrue();
        judged(running, "real-eta-by-sizes");
    }

    /** Pulls of a few seconds, whole seconds in the kubelet's times, on a busy machine: to be wrong by less than what is left is what can be asked for. */
    private static void judged(Running running, String name) throws IOException {
        EtaErrors errors = EtaErrors.of(Recording.read(new StringReader(running.recording().toString())));
        System.out.println(name + ": " + errors);
        assertThat(errors.estimated()).as(running.log()).isNotEmpty();
        assertThat(errors.medianRelative()).as(errors + "\n" + running.log()).isLessThan(0.75);
        running.keepAs(name);
    }

    /** The second image, and its end can be foretold. */
    private static boolean estimated(NodeProgress row) {
        return row.step() == 2 && row.state() == NodeState.PULLING && row.eta() != null;
    }

    private static boolean lists(String name, String image) {
        Node node = cluster.admin().nodes().withName(name).get();
        return node.getStatus().getImages().stream().anyMatch(listed -> listed.getNames().contains(image));
    }

    private static void join(String node, String value) {
        cluster.admin().nodes().withName(node).edit(n -> new NodeBuilder(n).editMetadata().addToLabels(LABEL, value).endMetadata().build());
    }

    private Running start(String namespace) {
        return gate.start(cluster.gateKubeconfig(), PullerQuery.hook(namespace), Policy.DEFAULT, Duration.ofSeconds(110));
    }
}
