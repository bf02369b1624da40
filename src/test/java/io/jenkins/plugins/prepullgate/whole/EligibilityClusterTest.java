package io.jenkins.plugins.prepullgate.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** The rule that says which nodes count, against the DaemonSet controller's own answer: random nodes times random templates. */
public class EligibilityClusterTest {
    private static final long SEED = Long.getLong("eligibility.seed", 20180126);
    private static final int NODES = 30;
    private static final int SETS = 30;

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    private final Random random = new Random(SEED);

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private boolean in(int percent) {
        return random.nextInt(100) < percent;
    }

    private NodeSpec node(int number) {
        NodeSpec spec = NodeSpec.named("any-" + number)
                .labelled("pool", oneOf(List.of("user", "core", "gpu")))
                .labelled("generation", oneOf(List.of("1", "2", "12", "x")));
        spec = in(25) ? spec.asCordoned() : spec;
        spec = in(20) ? spec.tainted("hub.jupyter.org/dedicated=user:NoSchedule") : spec;
        spec = in(20) ? spec.tainted("gpu=" + oneOf(List.of("a", "b")) + ":" + oneOf(List.of("NoSchedule", "NoExecute", "PreferNoSchedule"))) : spec;
        spec = in(15) ? spec.tainted("node-role.kubernetes.io/control-plane:NoSchedule") : spec;
        return in(15) ? spec.unready() : spec;
    }

    private List<Toleration> tolerations() {
        List<Toleration> all = new ArrayList<>();
        if (in(30)) {
            all.add(new Toleration(oneOf(List.of("NoSchedule", "NoExecute", "")), "gpu", "Exists", null, null));
        }
        if (in(30)) {
            all.add(new Toleration(null, "gpu", "Equal", null, oneOf(List.of("a", "b"))));
        }
        if (in(10)) {
            all.add(new Toleration(oneOf(List.of("NoSchedule", "")), null, "Exists", null, null));
        }
        return all;
    }

    private NodeSelectorRequirement requirement() {
        return switch (random.nextInt(6)) {
            case 0 -> new NodeSelectorRequirement("pool", "In", List.of("user", "gpu"));
            case 1 -> new NodeSelectorRequirement("pool", "NotIn", List.of("core"));
            case 2 -> new NodeSelectorRequirement("generation", "Gt", List.of("1"));
            case 3 -> new NodeSelectorRequirement("generation", "Lt", List.of("12"));
            case 4 -> new NodeSelectorRequirement("absent", "DoesNotExist", List.of());
            default -> new NodeSelectorRequirement("absent", "Exists", List.of());
        };
    }

    private NodeSelectorTerm term() {
        List<NodeSelectorRequirement> fields = in(15)
                ? List.of(new NodeSelectorRequirement("metadata.name", "In", List.of("any-" + random.nextInt(NODES))))
                : List.of();
        List<NodeSelectorRequirement> expressions = in(10) ? List.of() : in(50) ? List.of(requirement()) : List.of(requirement(), requirement());
        return new NodeSelectorTerm(expressions, fields);
    }

    private DaemonSet set(String namespace, int number) {
        DaemonSetBuilder set = new DaemonSetBuilder(Pullers.chart4(namespace, "r" + number).images("hub.test/user:v1").daemonSet());
        var spec = set.editMetadata().withName("r" + number + "-hook-image-puller").endMetadata()
                .editSpec().editTemplate().editSpec()
                .addAllToTolerations(tolerations());
        if (in(30)) {
            spec.withNodeSelector(Map.of("pool", oneOf(List.of("user", "core"))));
        }
        if (in(40)) {
            List<NodeSelectorTerm> terms = in(50) ? List.of(term()) : List.of(term(), term());
            spec.withNewAffinity().withNewNodeAffinity().withNewRequiredDuringSchedulingIgnoredDuringExecution().addAllToNodeSelectorTerms(terms)
                    .endRequiredDuringSchedulingIgnoredDuringExecution().endNodeAffinity().endAffinity();
        }
        spec.withHostNetwork(in(20) ? Boolean.TRUE : null);
        return spec.endSpec().endTemplate().endSpec().build();
    }

    @Test
    public void isTheControllersOwnOnRandomNodesAndTemplates() throws ConnectionException {
        for (int i = 0; i < NODES; i++) {
            cluster.addNode(node(i));
        }
        String namespace = cluster.namespace();
        for (int i = 0; i < SETS; i++) {
            cluster.admin().resource(set(namespace, i)).create();
        }
        try (ClusterClient client = ClusterClient.connect(Kubeconfigs.read(cluster.gateKubeconfig(), null))) {
            List<NodeFacts> nodes = client.nodes();
            List<DaemonSetFacts> pullers = client.pullers(namespace);
            assertThat(pullers).hasSize(SETS);
            Map<String, Set<String>> ours = new TreeMap<>();
            pullers.forEach(puller -> ours.put(puller.name(), nodes.stream()
                    .filter(node -> Eligibility.judge(node, puller.template().placement()).eligible())
                    .map(NodeFacts::name)
                    .collect(Collectors.toCollection(TreeSet::new))));
            assertThat(ours.values()).as("the seed makes both kinds").anyMatch(Set::isEmpty).anyMatch(set -> set.size() > 5);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(controllers(namespace, ours.keySet())).as("seed %d", SEED).isEqualTo(ours));
        }
    }

    /** Where the controller has placed pods: it names the node in the pod's affinity before any scheduler has seen it. */
    private static Map<String, Set<String>> controllers(String namespace, Set<String> names) {
        Map<String, Set<String>> placed = new TreeMap<>();
        names.forEach(name -> placed.put(name, new TreeSet<>()));
        for (Pod pod : cluster.admin().pods().inNamespace(namespace).list().getItems()) {
            placed.get(pod.getMetadata().getOwnerReferences().get(0).getName()).add(target(pod));
        }
        return placed;
    }

    private static String target(Pod pod) {
        return pod.getSpec().getAffinity().getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms().get(0)
                .getMatchFields().get(0)
                .getValues().get(0);
    }
}
