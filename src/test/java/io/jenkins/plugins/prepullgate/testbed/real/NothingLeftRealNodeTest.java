package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.testbed.Scripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Real nodes change nothing on the machine while they run, and leave nothing behind; other test beds may run at the same time. */
public class NothingLeftRealNodeTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path directory;

    @Before
    public void needRealNodes() {
        Scripts.Outcome possible = Scripts.run("nodes/possible");
        Assume.assumeTrue("left out: " + possible.output().strip(), possible.status() == 0);
        directory = folder.getRoot().toPath().resolve("bed");
    }

    @After
    public void down() {
        if (directory != null) {
            Scripts.run("down", "--dir", directory.toString()).orFail();
        }
    }

    @Test
    public void theMachineIsTheSameBeforeDuringAndAfter() throws IOException {
        Map<String, String> before = machine();

        upWithAPod();
        assertThat(traces()).isNotEmpty();
        assertThat(machine()).isEqualTo(before);
        down();

        assertThat(machine()).isEqualTo(before);
        assertThat(traces()).isEmpty();
        assertThat(directory).doesNotExist();
    }

    @Test
    public void killedWithoutAChanceToCleanUpItStillLeavesNoProcess() throws IOException {
        upWithAPod();
        long supervisor = Long.parseLong(Files.readString(directory.resolve("supervisor.pid")).strip());

        ProcessHandle.of(supervisor).orElseThrow().destroyForcibly();

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> traces().keySet().stream().noneMatch(trace -> trace.startsWith("process")));
        down();
        assertThat(traces()).isEmpty();
    }

    private void upWithAPod() {
        Scripts.run("up", "--name", "left", "--dir", directory.toString(), "--nodes", "real:1@1.7,1@2.2").orFail();
        try (KubernetesClient admin = RealCluster.client(directory.resolve("admin.kubeconfig"))) {
            admin.resource(Pullers.chart4("hub", "hub").images("hub.test/left/app:v1").daemonSet()).create();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> admin.apps().daemonSets().inNamespace("hub").withName("hook-image-puller").get().getStatus().getNumberReady() == 2);
        }
    }

    /** What a kubelet, a runtime or a network plug-in changes on a machine of its own. */
    private static Map<String, String> machine() throws IOException {
        Map<String, String> state = new TreeMap<>();
        for (String setting : new String[] {
            "vm/overcommit_memory", "vm/panic_on_oom", "kernel/panic", "kernel/panic_on_oops", "kernel/keys/root_maxkeys", "net/ipv4/ip_forward"
        }) {
            state.put(setting, Files.readString(Path.of("/proc/sys", setting)).strip());
        }
        for (String path : new String[] {
            "/var/lib/kubelet", "/var/lib/containerd", "/var/lib/cni", "/run/containerd", "/run/netns", "/var/log/pods", "/var/log/containers",
            "/etc/cni", "/opt/cni", "/opt/containerd", "/etc/containerd", "/usr/libexec/kubernetes"
        }) {
            state.put(path, Files.exists(Path.of(path)) ? "there" : "not there");
        }
        try (Stream<Path> devices = Files.list(Path.of("/sys/class/net"))) {
            devices.forEach(device -> state.put("device " + device.getFileName(), "there"));
        }
        return state;
    }

    /** What of this test bed can be found on the machine: processes, mounts, cgroups. */
    private Map<String, String> traces() {
        Map<String, String> traces = new TreeMap<>();
        String bed = directory.toString();
        ProcessHandle.allProcesses().forEach(process -> {
            String command = process.info().commandLine().orElse("");
            if (command.contains(bed) && process.pid() != ProcessHandle.current().pid()) {
                traces.put("process " + process.pid(), command);
            }
        });
        try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                    .filter(mount -> mount.contains(bed))
                    .forEach(mount -> traces.put("mount " + mount, ""));
            String name = Scripts.run("nodes/cgroups", bed).orFail();
            hierarchies.map(hierarchy -> hierarchy.resolve(name)).filter(Files::exists).forEach(cgroup -> traces.put("cgroup " + cgroup, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return traces;
    }
}
