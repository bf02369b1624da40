package io.jenkins.plugins.prepullgate.whole;

import static io.jenkins.plugins.prepullgate.findings.FindingCode.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.cluster.ClusterClient;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.Kubeconfigs;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.ControlPlaneAudit;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import java.time.Instant;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** The audit of a real control plane's nodes, with the rights that the gate has. */
public class AuditClusterTest {
    private static final String ROLE = "node-role.kubernetes.io/control-plane";

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    private ClusterClient client;

    @Before
    public void connect() throws ConnectionException {
        client = ClusterClient.connect(Kubeconfigs.read(cluster.gateKubeconfig(), null));
    }

    @After
    public void close() {
        client.close();
    }

    private static NodeSpec master(String name) {
        return NodeSpec.named(name).labelled(ROLE, "");
    }

    private static List<FindingCode> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }

    private List<Finding> audit(AuditPolicy policy) throws ConnectionException {
        return ControlPlaneAudit.audit(client.nodes(), policy, Instant.now());
    }

    @Test
    public void noControlPlaneIsSaidAndNotFailed() throws ConnectionException {
        cluster.addNode(NodeSpec.named("managed-1"));
        assertThat(codes(audit(AuditPolicy.DEFAULT))).containsExactly(CP_NONE_VISIBLE);
    }

    @Test
    public void aBareControlPlaneNodeIsFound() throws ConnectionException {
        cluster.addNodes(master("bare-1"), master("good-1").tainted(ROLE + ":NoSchedule"));
        assertThat(audit(AuditPolicy.DEFAULT)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(CP_NOT_TAINTED);
            assertThat(finding.nodes()).containsExactly("bare-1");
            assertThat(finding.remedy()).contains("kubectl taint node bare-1");
        });
    }

    @Test
    public void aPullerThatToleratesTheControlPlaneIsFound() throws ConnectionException {
        cluster.addNode(master("tolerated-1").tainted(ROLE + ":NoSchedule"));
        String namespace = cluster.namespace();
        cluster.admin().resource(new DaemonSetBuilder(Pullers.chart4(namespace, "hub").images("hub.test/user:v1").daemonSet())
                .editSpec().editTemplate().editSpec()
                .addToTolerations(new Toleration(null, null, "Exists", null, null)).endSpec().endTemplate().endSpec().build()).create();
        List<DaemonSetFacts> pullers = client.pullers(namespace);
        assertThat(pullers).hasSize(1);
        AuditPolicy policy = new AuditPolicy(AuditPolicy.Demand.TAINTED, pullers.get(0).template().placement().tolerations());
        assertThat(codes(audit(policy))).containsExactly(CP_TOLERATED_BY_USERPODS);
    }

    @Test
    public void twoClustersOfWhichOneIsCordonedDiffer() throws ConnectionException {
        cluster.addNode(master("compared-1").tainted(ROLE + ":NoSchedule"));
        List<NodeFacts> production = client.nodes();
        cluster.removeNode("compared-1");
        cluster.addNode(master("compared-2").tainted(ROLE + ":NoSchedule").asCordoned());
        assertThat(ControlPlaneAudit.compare(production, client.nodes(), "staging", Instant.now())).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(CP_ENV_DRIFT);
            assertThat(finding.summary()).contains("staging");
        });
    }
}
