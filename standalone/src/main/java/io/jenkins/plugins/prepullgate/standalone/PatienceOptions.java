package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.gate.Overrides;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.UserPods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How long to wait and what to accept, of whatever puller; the names and meanings of the pipeline steps. */
class PatienceOptions {
    @Option(
            names = "--budget",
            paramLabel = "DURATION",
            defaultValue = "20m",
            description = "How long the wait may last, such as 90s, 20m or 1h30m; helm's own timeout has nothing to do with it. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String budget;

    @Option(
            names = "--fail-fast",
            paramLabel = "WHEN",
            defaultValue = "permanent",
            description = "When to give up early. permanent (default): as soon as waiting cannot help. any: at the first failure of any kind. "
                    + "never: wait for the whole budget.")
    private String failFast;

    @Option(
            names = "--tolerate",
            paramLabel = "NODES",
            defaultValue = "0",
            description = "So many nodes may be left without the images: 2, or 5%%. Default: ${DEFAULT-VALUE}.")
    private String tolerate;

    @Option(names = "--stall-after", paramLabel = "DURATION", description = "Give up when no node has moved for so long. Default: never.")
    private String stallAfter;

    @Option(
            names = "--api-outage",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "Give up (API_UNREACHABLE) when the cluster could not be seen for so long; a shorter outage is told, and the wait goes on. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String apiOutage;

    @Option(
            names = "--heartbeat",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How often to tell of a wait in which nothing changes. Default: ${DEFAULT-VALUE}.")
    private String heartbeat;

    @Option(
            names = "--override",
            paramLabel = "CODE=CLASS",
            description = "What a finding is to be taken for: info, transient, conditional (permanent after its probation) or permanent, such as "
                    + "PULL_DNS=transient. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--probation",
            paramLabel = "CODE=WHEN",
            description = "When a conditional finding becomes permanent: 3/60s (so many failed attempts over so long), 2m (after so long) or never, "
                    + "such as PULL_NOT_FOUND=5/2m. Repeatable.")
    private List<String> probation = new ArrayList<>();

    @Option(
            names = "--unanimity",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "What every node shows that is waited for needs no probation. Default: yes.")
    private boolean unanimity;

    @Option(
            names = "--fail-on-drift",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "A control-plane node that loses its taint or cordon during the wait fails it, where that changes what is waited for. "
                    + "Default: yes.")
    private boolean failOnDrift;

    @Option(
            names = "--user-pull-secret",
            paramLabel = "NAME",
            description = "An image pull secret of the users' pods: where the puller uses others, kubelets from 1.35 on refuse users what it pulled. Repeatable. "
                    + "Default: as a user's pod that runs has it.")
    private List<String> userPullSecrets = new ArrayList<>();

    @Option(
            names = "--user-service-account",
            paramLabel = "NAME",
            description = "The service account of the users' pods, whose pull secrets they get where they have none of their own. Default: as a user's pod that runs has it.")
    private String userServiceAccount;

    /**
     * The wait that begins at {@code startedAt}.
     *
     * @throws UsageException naming the option that is malformed
     */
    final WaitSpec spec(Instant startedAt) {
        return Values.read(() -> new WaitSpec(
                policy(), startedAt, Durations.parse("--budget", budget), Durations.parse("--heartbeat", heartbeat)));
    }

    /** What is accepted. @throws IllegalArgumentException naming the option that is malformed */
    Policy policy() {
        Policy policy = Policy.DEFAULT
                .withFailFast(Choices.one("--fail-fast", failFast, FailFast.values(), FailFast::parameter))
                .withTolerate(Choices.tolerance("--tolerate", tolerate))
                .withBlindness(Durations.parse("--api-outage", apiOutage))
                .withUnanimity(unanimity)
                .withDriftFails(failOnDrift);
        if (stallAfter != null) {
            policy = policy.withStallAfter(Durations.parse("--stall-after", stallAfter));
        }
        if (!userPullSecrets.isEmpty() || userServiceAccount != null) {
            policy = policy.withUsers(users());
        }
        for (String entry : overrides) {
            policy = Overrides.withClass(policy, "--override", entry);
        }
        for (String entry : probation) {
            policy = Overrides.withProbation(policy, "--probation", entry);
        }
        return policy;
    }

    private UserPods users() {
        List<String> secrets = userPullSecrets.stream().map(name -> Values.objectName("--user-pull-secret", name)).toList();
        String account = userServiceAccount == null ? "" : Values.objectName("--user-service-account", userServiceAccount);
        return new UserPods("the caller's word", account, secrets, false, "");
    }
}
