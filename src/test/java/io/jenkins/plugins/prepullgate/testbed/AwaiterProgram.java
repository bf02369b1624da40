package io.jenkins.plugins.prepullgate.testbed;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the real program of z2jh's awaiter on this machine for each pod of it that a simulated node holds, with the arguments and the service account of
 * the pod, and ends the pod as the program ends.
 */
public final class AwaiterProgram implements AwaiterPlay {
    private static final Logger LOGGER = Logger.getLogger(AwaiterProgram.class.getName());
    /** What a pod uses without another word; needs the cluster's DNS, which the test bed does not have. */
    private static final String BY_NAME = "https://kubernetes.default.svc:443";

    private final RealCluster cluster;
    private final String namespace;
    private final Path program;
    private final Path folder;
    private final Map<String, Process> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean blind;
    private volatile Path last;

    private AwaiterProgram(RealCluster cluster, String namespace, Path program, Path folder) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.program = program;
        this.folder = folder;
        clock.scheduleWithFixedDelay(this::look, 100, 100, TimeUnit.MILLISECONDS);
    }

    /** Runs every awaiter of the namespace until it is closed. */
    public AwaiterProgram(RealCluster cluster, String namespace, Path program) {
        this(cluster, namespace, program, temporary(cluster));
    }

    private static Path temporary(RealCluster cluster) {
        try {
            return Files.createTempDirectory(cluster.directory(), "awaiter-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look() {
        try {
            List<Pod> pods = cluster.admin().pods().inNamespace(namespace).withLabel("component", "image-puller").list().getItems();
            for (Pod pod : pods) {
                if (pod.getStatus().getPhase().equals("Running") && !running.containsKey(pod.getMetadata().getUid())) {
                    start(pod);
                }
            }
            running.forEach((uid, process) -> {
                if (pods.stream().noneMatch(pod -> pod.getMetadata().getUid().equals(uid))) {
                    process.destroyForcibly();
                }
            });
        } catch (KubernetesClientException | IOException e) {
            // The namespace is going, or the API server is down; the next look comes. A failure here would end the schedule.
            LOGGER.log(Level.WARNING, "the awaiter's pods are not seen", e);
        }
    }

    private void start(Pod pod) throws IOException {
        String uid = pod.getMetadata().getUid();
        Config config = Config.fromKubeconfig(Files.readString(cluster.adminKubeconfig()));
        Path token = Files.writeString(folder.resolve(uid + ".token"), token(pod));
        Path authority = Files.write(folder.resolve(uid + ".pem"), Base64.getDecoder().decode(config.getCaCertData()));
        List<String> command = new ArrayList<>(pod.getSpec().getContainers().get(0).getCommand());
        command.set(0, program.toString());
        String server = config.getMasterUrl().replaceFirst("/$", "");
        command.addAll(List.of("-ca-path=" + authority, "-auth-token-path=" + token, "-api-server-address=" + (blind ? BY_NAME : server)));
        Path log = folder.resolve(uid + ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        last = log;
        running.put(uid, process);
        process.onExit().thenAcceptAsync(ended -> end(pod, ended.exitValue()), clock);
    }

    private String token(Pod pod) {
        return cluster.admin().serviceAccounts().inNamespace(namespace).withName(pod.getSpec().getServiceAccountName())
                .tokenRequest(new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build()).getStatus().getToken();
    }

    private void end(Pod pod, int exitCode) {
        try {
            PlayedAwaiter.end(cluster.admin(), pod, exitCode);
        } catch (KubernetesClientException e) {
            LOGGER.log(Level.FINE, "the awaiter's pod has gone before its program", e);
        }
    }

    @Override
    public void blind() {
        blind = true;
    }

    @Override
    public String said() {
        try {
            Path log = last;
            List<String> lines = log == null ? List.of() : Files.readAllLines(log);
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1).replaceFirst("^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d ", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void forget() {
        last = null;
    }

    @Override
    public void close() {
        running.values().forEach(Process::destroyForcibly);
        clock.shutdownNow();
    }
}
