package io.jenkins.plugins.prepullgate.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a cluster's components have written since this was made, and what the cluster looks like: for whoever reads a failed test. */
final class ClusterLogs {
    private static final int LINES = 25;
    /** What says nothing about a test that failed. */
    private static final Set<String> SILENT = Set.of("audit.log", "await.log", "pki.log", "etcd.log", "network.log");

    private final Path directory;
    private final Map<Path, Long> begin = new HashMap<>();

    ClusterLogs(Path directory) {
        this.directory = directory;
        logs().forEach(log -> begin.put(log, size(log)));
    }

    String report(String test) {
        String logs = logs().stream().map(this::tail).filter(text -> !text.isEmpty()).collect(Collectors.joining());
        return "==== the cluster of " + test + ", " + directory + "\n" + logs + objects();
    }

    private String tail(Path log) {
        try {
            byte[] all = Files.readAllBytes(log);
            int from = (int) Math.min(begin.getOrDefault(log, 0L), all.length);
            List<String> lines = new String(all, from, all.length - from, StandardCharsets.UTF_8).lines().toList();
            if (lines.isEmpty()) {
                return "";
            }
            Stream<String> last = lines.stream().skip(Math.max(0, lines.size() - LINES));
            return "---- " + log.getFileName() + ", the last of " + lines.size() + " lines\n" + last.collect(Collectors.joining("\n")) + "\n";
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

    /** By name: those of the control plane, of the registry, of every real node's programs. */
    private List<Path> logs() {
        try (Stream<Path> files = Files.list(directory.resolve("logs"))) {
            return files.filter(file -> !SILENT.contains(file.getFileName().toString())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
