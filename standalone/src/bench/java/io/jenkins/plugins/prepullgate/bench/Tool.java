package io.jenkins.plugins.prepullgate.bench;

import io.jenkins.plugins.prepullgate.testbed.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is measured side by side, with the options that a pipeline would give. */
enum Tool {
    PREPULL_GATE("prepull-gate wait", false) {
        @Override
        List<String> command(Setting s) {
            return List.of(s.checkout().resolve("prepull-gate").toString(), "wait", "--kubeconfig", s.kubeconfig().toString(), "-n", s.namespace(), "--plain", "--budget",
                    s.timeout() + "s");
        }
    },
    KUBECTL("kubectl rollout status", false) {
        @Override
        List<String> command(Setting s) {
            return List.of(s.program("kubectl"), "--kubeconfig", s.kubeconfig().toString(), "-n", s.namespace(), "rollout", "status", "daemonset/hook-image-puller",
                    "--timeout", s.timeout() + "s");
        }
    },
    KUBEDOG("kubedog rollout track", false) {
        @Override
        List<String> command(Setting s) {
            return List.of(s.program("kubedog"), "--kube-config", s.kubeconfig().toString(), "-n", s.namespace(), "-t", Integer.toString(s.timeout()), "rollout", "track",
                    "daemonset", "hook-image-puller");
        }
    },
    HELM3_WAIT("helm 3 --wait", true) {
        @Override
        List<String> command(Setting s) {
            return helm("helm", s, "--wait");
        }
    },
    HELM4_WAIT("helm 4 --wait", true) {
        @Override
        List<String> command(Setting s) {
            return helm("helm4", s, "--wait");
        }
    },
    HELM3_HOOK("helm 3, hook and awaiter", true) {
        @Override
        List<String> command(Setting s) {
            return helm("helm", s);
        }

        @Override
        boolean byHook() {
            return true;
        }
    };

    /**
     * Where a tool is run.
     *
     * @param timeout seconds, for the tool's own budget
     * @param chart the folder of a chart with the puller; null when the puller is there already
     */
    record Setting(Path checkout, Path kubeconfig, String namespace, int timeout, Path chart) {
        String program(String name) {
            Path program = Scripts.programs().resolve(name);
            return (Files.exists(program) ? program : Path.of(System.getProperty("bench.programs"), name)).toString();
        }
    }

    private final String words;
    private final boolean deploys;

    Tool(String words, boolean deploys) {
        this.words = words;
        this.deploys = deploys;
    }

    abstract List<String> command(Setting setting);

    /** As the tables call it. */
    String words() {
        return words;
    }

    /** Whether it creates the puller itself, from a chart. */
    boolean deploys() {
        return deploys;
    }

    /** Whether the puller is a hook that a Job waits for, as in z2jh. */
    boolean byHook() {
        return false;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> helm(String program, Setting s, String... more) {
        List<String> command = new ArrayList<>(List.of(s.program(program), "upgrade", "--install", "hub", s.chart().toString(), "--kubeconfig",
                s.kubeconfig().toString(), "-n", s.namespace(), "--timeout", s.timeout() + "s"));
        command.addAll(List.of(more));
        return command;
    }
}
