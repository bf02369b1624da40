package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.jenkins.plugins.prepullgate.cluster.MockApi;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The commands against an API server, with their output and exit codes. */
public class CommandTest {
    private static final String IMAGE = "quay.io/jupyterhub/k8s-singleuser-sample:4.3.2";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final MockApi api = new MockApi();

    @Rule
    public final MockApi staging = new MockApi();

    private String kubeconfig;

    @Before
    public void makeCluster() throws IOException {
        kubeconfig = Jhub.kubeconfig(folder, api);
        Jhub.create(api);
        node(api, "user-1", "user");
        node(api, "master-0", "master");
    }

    private static void node(MockApi where, String name, String role) {
        NodeBuilder node = new NodeBuilder()
                .withNewMetadata().withName(name).addToLabels("role", role).endMetadata()
                .withNewStatus().addNewCondition().withType("Ready").withStatus("True").endCondition().endStatus();
        if (role.equals("master")) {
            node.withNewSpec().addNewTaint("NoSchedule", "node-role.kubernetes.io/master", null, "true").endSpec();
        }
        where.admin().resource(node.build()).create();
    }

    /** A puller with one pod, on user-1. */
    private void puller(boolean ready, String waitingFor, String message) {
        DaemonSet set = api.admin().resource(new DaemonSetBuilder(Pullers.chart4("jhub", "hub").images(IMAGE).daemonSet())
                .editMetadata().withGeneration(1L).endMetadata()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withDesiredNumberScheduled(1)
                .withCurrentNumberScheduled(1)
                .withUpdatedNumberScheduled(1)
                .withNumberReady(ready ? 1 : 0)
                .withNumberMisscheduled(0)
                .endStatus()
                .build()).create();
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName("hook-image-puller-abcde")
                .withNamespace("jhub")
                .withLabels(set.getSpec().getSelector().getMatchLabels())
                .addNewOwnerReference().withApiVersion("apps/v1").withKind("DaemonSet").withName(set.getMetadata().getName())
                .withUid(set.getMetadata().getUid()).withController(true).endOwnerReference()
                .endMetadata()
                .withSpec(set.getSpec().getTemplate().getSpec().edit().withNodeName("user-1").build())
                .withNewStatus()
                .withPhase(ready ? "Running" : "Pending")
                .addNewCondition().withType("Ready").withStatus(ready ? "True" : "False").endCondition()
                .endStatus();
        if (!ready) {
            pod.editStatus()
                    .addNewInitContainerStatus()
                    .withName("image-pull-singleuser").withImage(IMAGE).withImageID("").withReady(false).withRestartCount(0)
                    .withNewState().withNewWaiting(message, waitingFor).endState()
                    .endInitContainerStatus()
                    .endStatus();
        }
        api.admin().resource(pod.build()).create();
    }

    private String[] waiting(String... more) {
        String[] args = new String[5 + more.length];
        System.arraycopy(new String[] {"wait", "-n", "jhub", "--kubeconfig", kubeconfig}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return args;
    }

    @Test
    public void aCompletePrepullEndsWithZero() throws IOException {
        puller(true, null, null);
        Path report = folder.getRoot().toPath().resolve("report.json");
        Run run = Run.of(waiting("--report", report.toString()));
        assertThat(run.lines()).anyMatch(line -> line.startsWith("[prepull] found DaemonSet jhub/hook-image-puller (z2jh 0.7 or later): 2 images"));
        assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL COMPLETE: 1 of 1 nodes have every image");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        JsonNode json = new ObjectMapper().readTree(Files.readString(report));
        assertThat(json.get("success").asBoolean()).isTrue();
        assertThat(json.at("/counts/excluded").asInt()).isEqualTo(1);
    }

    @Test
    public void aMissingTagEndsWithOneAndTheDiagnosis() {
        puller(false, "ErrImagePull", "rpc error: code = NotFound desc = failed to resolve reference \"" + IMAGE + "\": " + IMAGE + ": not found");
        Run run = Run.of(waiting());
        assertThat(run.lines()).contains("[prepull] PULL_NOT_FOUND  " + IMAGE + ": the image does not exist, on 1 of 1 node (user-1)");
        assertThat(run.lines()).anySatisfy(l -> assertThat(l).startsWith("[prepull]   do: "));
        assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL FAILED PULL_NOT_FOUND: ");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    public void aBudgetThatRunsOutEndsWithThree() {
        puller(false, "PodInitializing", null);
        Run run = Run.of(waiting("--budget", "5s"));
        String last = run.lines().get(run.lines().size() - 1);
        assertThat(last).startsWith("[prepull] PREPULL FAILED BUDGET_EXCEEDED: the budget of 5s ran out; 0 of 1 nodes are ready");
        assertThat(run.lines()).contains("[prepull] not ready: 1 of 1 node");
        assertThat(run.code()).isEqualTo(3);
        assertThat(Run.of(waiting("--stall-after", "1s")).code()).isEqualTo(3);
    }

    @Test
    public void aPullerThatDoesNotComeEndsWithOne() {
        Run run = Run.of(waiting("--appear-within", "1s"));
        assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL FAILED DS_NOT_FOUND: ");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    public void theOldRuleRefusesATaintedMasterThatIsNotCordoned() {
        puller(true, null, null);
        Run run = Run.of(waiting("--expect", "schedulable-nodes"));
        assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL FAILED CP_NOT_CORDONED: ").endsWith(", on master-0");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    public void asJsonNothingButTheReportIsOnStdout() throws IOException {
        puller(true, null, null);
        Run run = Run.of(waiting("--output", "json"));
        assertThat(new ObjectMapper().readTree(run.out()).get("kind").asText()).isEqualTo("wait");
        assertThat(run.err()).contains("[prepull] PREPULL COMPLETE");
    }

    @Test
    public void anAuditJudgesTaintsAndCordons() throws IOException {
        Run tainted = audit();
        assertThat(tainted.lines()).contains("[prepull] AUDIT PASSED: the control plane (1 node) is as agreed");
        assertThat(tainted.code()).isZero();
        Run strict = audit("--require", "cordoned", "--output", "json");
        assertThat(strict.code()).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(strict.out()).get("code").asText()).isEqualTo("CP_NOT_CORDONED");
        node(api, "master-1", "control-plane");
        assertThat(audit("--require", "tainted").code()).isEqualTo(1);
        assertThat(audit("--require", "tainted-or-cordoned").lines()).last().asString().endsWith(", on master-1");
    }

    private Run audit(String... more) {
        return Run.of(Stream.concat(Stream.of("audit", "--kubeconfig", kubeconfig), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    public void anAuditLooksWhomThePullerTolerates() {
        assertThat(audit("-n", "jhub").lines()).first().asString().startsWith("[prepull] no prepuller is in namespace jhub just now");
        puller(true, null, null);
        assertThat(audit("-n", "jhub").code()).isZero();
        api.admin().apps().daemonSets().inNamespace("jhub").withName("hook-image-puller").edit(set -> set.edit()
                .editSpec().editTemplate().editSpec().addNewToleration().withOperator("Exists").endToleration().endSpec().endTemplate().endSpec()
                .build());
        assertThat(audit("-n", "jhub").lines()).last().asString().startsWith("[prepull] AUDIT FAILED CP_TOLERATED_BY_USERPODS: ");
    }

    @Test
    public void anAuditComparesWithAnotherCluster() throws IOException {
        node(staging, "master-0", "master");
        cordonMaster(staging);
        String other = Run.kubeconfig(folder.newFolder().toPath(), "http://localhost:" + staging.port(), "token: abc");
        Run drifted = audit("--require", "same-as-reference", "--reference-kubeconfig", other);
        assertThat(drifted.lines()).anySatisfy(l -> assertThat(l).matches("\\[prepull\\]   control plane's cordon +not cordoned +cordoned"));
        assertThat(drifted.lines()).anySatisfy(l -> assertThat(l).matches("\\[prepull\\]   control-plane nodes +1 +the same"));
        assertThat(drifted.lines()).last().asString().startsWith("[prepull] AUDIT FAILED CP_ENV_DRIFT: ");
        assertThat(drifted.code()).isEqualTo(1);
        cordonMaster(api);
        assertThat(audit("--require", "same-as-reference", "--reference-kubeconfig", other).code()).isZero();
    }

    private static void cordonMaster(MockApi where) {
        where.admin().nodes().withName("master-0").edit(n -> n.edit().editSpec().withUnschedulable(true).endSpec().build());
    }

    @Test
    public void aRecordedWaitReplaysToTheSameLinesAndCode() throws IOException {
        puller(false, "ErrImagePull", "rpc error: code = NotFound desc = failed to resolve reference \"" + IMAGE + "\": " + IMAGE + ": not found");
        Path recording = folder.getRoot().toPath().resolve("wait.jsonl");
        Run live = Run.of(waiting("--record", recording.toString()));
        Run replayed = Run.of("replay", recording.toString());
        assertThat(replayed.lines().stream().map(CommandTest::timeless).toList())
                .isEqualTo(live.lines().stream().map(CommandTest::timeless).toList());
        assertThat(replayed.code()).isEqualTo(live.code()).isEqualTo(1);
        Run patient = Run.of("replay", recording.toString(), "--override", "PULL_NOT_FOUND=transient", "--output", "json");
        assertThat(new ObjectMapper().readTree(patient.out()).get("summary").asText()).isEqualTo("the wait was cancelled: the recording ends here");
        assertThat(patient.code()).isEqualTo(130);
    }

    private static String timeless(String line) {
        return line.replaceAll("\\b\\d+s\\b|\\d\\d:\\d\\d:\\d\\dZ", "…");
    }

    @Test
    public void aFullDiskCutsTheRecordingShortAndNothingElse() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue("this machine has no /dev/full", Files.exists(full));
        puller(true, null, null);
        Path recording = Files.createSymbolicLink(folder.getRoot().toPath().resolve("full.jsonl"), full);
        Run run = Run.of(waiting("--record", recording.toString()));
        assertThat(run.err().lines()).singleElement().asString().startsWith("prepull-gate wait: the recording " + recording + " is cut short: ");
        assertThat(run.lines()).last().asString().startsWith("[prepull] PREPULL COMPLETE");
        assertThat(run.code()).isZero();
    }

    @Test
    public void aSignalCancelsTheWaitWhichSaysWhereItStood() throws Exception {
        puller(false, "PodInitializing", null);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                        PrepullGateCommand.class.getName(), "wait", "-n", "jhub", "--kubeconfig", kubeconfig)
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            String until = read(out, "0/1 ready");
            // A process's own destroy() would close its output as well.
            process.toHandle().destroy();
            String rest = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(until + rest).isEqualTo(130);
            assertThat(rest).contains("[prepull] not ready: 1 of 1 node").endsWith("PREPULL FAILED CANCELLED: the wait was cancelled: interrupted\n");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(InputStream out, String until) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(until) < 0) {
            int next = out.read();
            assertThat(next).as("the command ended early: " + read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }
}
