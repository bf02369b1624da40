package io.jenkins.plugins.prepullgate.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecFluent;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Pods that the API server refuses, or the scheduler cannot place: in its own words, on a real control plane. */
public class RefusedPodsClusterTest {
    private static int tests;

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final WholeGate gate = new WholeGate();

    private String namespace;

    @Before
    public void aNodeAndANamespace() {
        cluster.addNode(NodeSpec.named("refusing-" + ++tests));
        namespace = cluster.namespace();
    }

    private void deploy(Consumer<PodSpecFluent<?>> change) {
        DaemonSet set = Pullers.chart4(namespace, "hub").images("hub.test/user:v1").daemonSet();
        DaemonSetBuilder builder = new DaemonSetBuilder(set);
        var spec = builder.editSpec().editTemplate().editSpec();
        change.accept(spec);
        cluster.admin().resource(spec.endSpec().endTemplate().endSpec().build()).create();
    }

    private static void requesting(PodSpecFluent<?> spec, String cpu) {
        spec.editFirstInitContainer().withNewResources().addToRequests("cpu", new Quantity(cpu)).endResources().endInitContainer();
    }

    private void shows(FindingCode code, String word) {
        Running running = gate.start(cluster.gateKubeconfig(), namespace);
        Finding finding = NamedFailures.await(running, code, "");
        assertThat(finding.summary() + finding.evidence()).contains(word);
        running.held().cancel("seen");
        running.keepAs(code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @Test
    public void aLimitRange() {
        cluster.admin().resource(new LimitRangeBuilder()
                .withNewMetadata().withName("large").withNamespace(namespace).endMetadata()
                .withNewSpec().addNewLimit().withType("Container").withMin(Map.of("cpu", new Quantity("2"))).endLimit().endSpec()
                .build()).create();
        deploy(spec -> requesting(spec, "10m"));
        shows(FindingCode.POD_CREATE_LIMITRANGE, "minimum cpu usage per Container is 2");
    }

    @Test
    public void podSecurity() {
        cluster.admin().namespaces().withName(namespace).edit(n -> new NamespaceBuilder(n).editMetadata()
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted").endMetadata().build());
        awaitDenial("restricted");
        deploy(spec -> { });
        shows(FindingCode.POD_CREATE_PSA, "restricted");
    }

    @Test
    public void aServiceAccountThatIsNotThere() {
        deploy(spec -> spec.withServiceAccountName("nobody"));
        shows(FindingCode.POD_CREATE_SERVICEACCOUNT, "nobody");
    }

    @Test
    public void aPriorityClassThatIsNotThere() {
        deploy(spec -> spec.withPriorityClassName("image-puller-priority"));
        shows(FindingCode.POD_CREATE_PRIORITYCLASS, "image-puller-priority");
    }

    @Test
    public void aPolicyThatDenies() {
        cluster.admin().resource(new ValidatingAdmissionPolicyBuilder().withNewMetadata().withName("no-pullers").endMetadata().withNewSpec()
                .withNewMatchConstraints().addNewResourceRule()
                .withApiGroups("").withApiVersions("v1").withOperations("CREATE").withResources("pods")
                .endResourceRule().endMatchConstraints()
                .addNewValidation().withExpression("false").withMessage("pullers are not wanted here").endValidation()
                .endSpec().build()).create();
        cluster.admin().resource(new ValidatingAdmissionPolicyBindingBuilder().withNewMetadata().withName("no-pullers").endMetadata().withNewSpec()
                .withPolicyName("no-pullers").withValidationActions("Deny").withNewMatchResources().withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", namespace).endNamespaceSelector().endMatchResources().endSpec().build()).create();
        try {
            awaitDenial("not wanted");
            deploy(spec -> { });
            shows(FindingCode.POD_CREATE_WEBHOOK_DENIED, "pullers are not wanted here");
        } finally {
            cluster.admin().admissionRegistration().v1().validatingAdmissionPolicyBindings().withName("no-pullers").delete();
            cluster.admin().admissionRegistration().v1().validatingAdmissionPolicies().withName("no-pullers").delete();
        }
    }

    /** What is to keep pods off takes effect some time after it is made. */
    private void awaitDenial(String word) {
        Pod probe = new PodBuilder().withNewMetadata().withName("probe").withNamespace(namespace).endMetadata()
                .withNewSpec().addNewContainer().withName("probe").withImage("hub.test/probe:v1").endContainer().endSpec().build();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            try {
                cluster.admin().resource(probe).dryRun().create();
                return false;
            } catch (KubernetesClientException e) {
                return e.getMessage().contains(word);
            }
        });
    }

    @Test
    public void aWebhookThatDoesNotAnswer() {
        cluster.admin().resource(new ValidatingWebhookConfigurationBuilder().withNewMetadata().withName("silent").endMetadata().addNewWebhook()
                .withName("silent.webhook.test")
                .withNewClientConfig().withUrl("https://127.0.0.1:1/").endClientConfig()
                .withFailurePolicy("Fail").withSideEffects("None").withAdmissionReviewVersions("v1")
                .addNewRule().withApiGroups("").withApiVersions("v1").withOperations("CREATE").withResources("pods").endRule()
                .withNewNamespaceSelector().addToMatchLabels("kubernetes.io/metadata.name", namespace).endNamespaceSelector()
                .endWebhook().build()).create();
        try {
            awaitDenial("silent.webhook.test");
            deploy(spec -> { });
            shows(FindingCode.POD_CREATE_WEBHOOK_FAILED, "silent.webhook.test");
        } finally {
            cluster.admin().admissionRegistration().v1().validatingWebhookConfigurations().withName("silent").delete();
        }
    }

    @Test
    public void aNodeThatIsTooSmall() {
        deploy(spec -> requesting(spec, "10k"));
        shows(FindingCode.UNSCHEDULABLE_RESOURCES, "Insufficient cpu");
    }
}
