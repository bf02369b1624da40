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

/** How long to wait and what to accept, for any puller; names and meanings are those of the pipeline steps. */
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
            completionCandidates = Completions.OfFailFast.class,
            description = "When to give up early. permanent (default): as soon as waiting cannot help. any: at the first failure of any kind. "
                    + "never: wait for the whole budget.")
    private String failFast;

    @Option(
            names = "--tolerate",
            paramLabel = "NODES",
            defaultValue = "0",
            description = "How many nodes may be left without the images: 2, or 5%%. Default: ${DEFAULT-VALUE}.")
    private String tolerate;

    @Option(names = "--stall-after", paramLabel = "DURATION", description = "Give up when no node has moved for this long. Default: never.")
    private String stallAfter;

    @Option(
            names = "--api-outage",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "Give up (API_UNREACHABLE) when the cluster could not be seen for this long; a shorter outage is mentioned, and the wait "
                    + "goes on. Default: ${DEFAULT-VALUE}.")
    private String apiOutage;

    @Option(
            names = "--heartbeat",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How often to print a line while nothing changes. Default: ${DEFAULT-VALUE}.")
    private String heartbeat;

    @Option(
            names = "--override",
            paramLabel = "CODE=CLASS",
            description = "Treat a finding as info, transient, conditional (permanent after its probation) or permanent, such as "
                    + "PULL_DNS=transient. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--probation",
            paramLabel = "CODE=WHEN",
            description = "When a conditional finding becomes permanent: 3/60s (3 failed attempts over 60 s), 2m (after 2 minutes) or never, such as "
                    + "PULL_NOT_FOUND=5/2m. Repeatable.")
    private List<String> probation = new ArrayList<>();

    @Option(
            names = "--unanimity",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "A finding that every expected node shows needs no probation. Default: yes.")
    private boolean unanimity;

    @Option(
            names = "--fail-on-drift",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Fail when a control-plane node loses its taint or cordon during the wait and this changes what is waited for. "
                    + "Default: yes.")
    private boolean failOnDrift;

    @Option(
            names = "--user-pull-secret",
            paramLabel = "NAME",
            description = "An image pull secret of the users' pods: if the puller uses other secrets, kubelets since 1.35 refuse users the images "
                    + "that it pulled. Repeatable. Default: those of a user's pod that is running.")
    private List<String> userPullSecrets = new ArrayList<>();

    @Option(
            names = "--user-service-account",
            paramLabel = "NAME",
            description = "The service account of the users' pods, whose pull secrets they get if they have none of their own. Default: that of "
                    + "a user's pod that is running.")
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
