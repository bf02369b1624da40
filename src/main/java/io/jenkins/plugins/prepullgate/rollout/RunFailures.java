package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.Locale;
import java.util.Optional;

/** What it means when a puller's container does not run although its image is there. */
final class RunFailures {
    private RunFailures() {}

    static boolean isRunFailure(String reason) {
        return switch (reason) {
            case "RunContainerError", "CreateContainerError", "CreateContainerConfigError", "CrashLoopBackOff", "StartError" -> true;
            default -> false;
        };
    }

    /** The code; empty when the state is no failure. */
    static Optional<FindingCode> classify(ContainerFacts container) {
        ContainerState state = container.state();
        String text = (state.message() + " " + container.lastState().message()).toLowerCase(Locale.ROOT);
        boolean failed = state.waiting() ? isRunFailure(state.reason()) : state.terminated() && state.exitCode() != 0;
        if (failed && text.contains("exec format error")) {
            return Optional.of(FindingCode.PULL_PLATFORM_MISMATCH);
        }
        boolean exec = text.contains("no such file or directory") && text.contains("exec");
        if (state.waiting()) {
            return switch (state.reason()) {
                case "RunContainerError", "StartError" -> Optional.of(exec ? FindingCode.INIT_NO_SHELL : FindingCode.CREATE_CONTAINER);
                case "CreateContainerError" -> Optional.of(FindingCode.CREATE_CONTAINER);
                case "CreateContainerConfigError" -> Optional.of(FindingCode.CREATE_CONFIG);
                case "CrashLoopBackOff" -> Optional.of(exec ? FindingCode.INIT_NO_SHELL : FindingCode.CRASH_LOOP);
                default -> Optional.empty();
            };
        }
        if (state.terminated() && state.exitCode() != 0) {
            return Optional.of(exec ? FindingCode.INIT_NO_SHELL : FindingCode.INIT_EXIT_NONZERO);
        }
        return Optional.empty();
    }
}
