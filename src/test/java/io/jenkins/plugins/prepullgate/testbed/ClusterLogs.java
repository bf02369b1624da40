package io.jenkins.plugins.prepullgate.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a cluster's components have written since this was made, and what the cluster looks like: for whoever reads a failed test. */
final class ClusterLogs {
    private static final int LINES = 25;
    private static final List<String> COMPONENTS = List.of("supervisor", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok");

    private final Path directory;
    private final Map<String, Long> begin = new HashMap<>();

    ClusterLogs(Path directory) {
        this.directory = directory;
        COMPONENTS.forEach(component -> begin.put(component, size(log(component))));
    }

    String report(String test) {
        String logs = COMPONENTS.stream().map(this::tail).filter(text -> !text.isEmpty()).collect(Collectors.joining());
        return "==== the cluster of " + test + ", " + directory + "\n" + logs + objects();
    }

    private String tail(String component) {
        try {
            byte[] all = Files.exists(log(component)) ? Files.readAllBytes(log(component)) : new byte[0];
            int from = (int) Math.min(begin.get(component), all.length);
            List<String> lines = new String(all, from, all.length - from, StandardCharsets.UTF_8).lines().toList();
            if (lines.isEmpty()) {
                return "";
            }
            Stream<String> last = lines.stream().skip(Math.max(0, lines.size() - LINES));
            return "---- " + component + ", the last of " + lines.size() + " lines\n" + last.collect(Collectors.joining("\n")) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String objects() {
        String kubectl = Scripts.programs().resolve("kubectl").toString();
        String config = directory.resolve("admin.kubeconfig").toString();
        String what = "nodes,daemonsets,jobs,pods,events";
        return Scripts.run(List.of(kubectl, "--kubeconfig", config, "--request-timeout", "10s", "get", what, "-A", "-o", "wide")).output();
    }

    private Path log(String component) {
        return directory.resolve("logs").resolve(component + ".log");
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
