package io.jenkins.plugins.prepullgate.cases;

import static io.jenkins.plugins.prepullgate.cases.Stage.SECOND;
import static io.jenkins.plugins.prepullgate.cases.Stage.TIMEOUT;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.rollout.NodeState;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;
import java.time.Duration;
import java.util.List;

/** What helm is told, and what becomes of it. */
final class HelmCases {
    static final List<Case> ALL = List.of(
            new Case("missing-tag", "a tag that does not exist", Truth.bad(FindingCode.PULL_NOT_FOUND), HelmCases::missing),
            new Case("no-hooks", "`--no-hooks` with a missing tag, then an ordinary upgrade", Truth.bad(FindingCode.PULL_NOT_FOUND),
                    stage -> unpulled(stage, "--no-hooks")),
            new Case("hook-disabled", "the hook disabled with a missing tag, then an ordinary upgrade", Truth.bad(FindingCode.PULL_NOT_FOUND),
                    stage -> unpulled(stage, "--set", "prePuller.hook.enabled=false")),
            new Case("wait-with-nothing-ready", "`--wait`, a continuous puller with a missing tag",
                    Truth.bad(FindingCode.PULL_NOT_FOUND), HelmCases::waitForNothing),
            new Case("not-updated", "`--wait`, a continuous puller that is ready with its old pods",
                    Truth.bad(FindingCode.BUDGET_EXCEEDED), HelmCases::notUpdated),
            new Case("slower-than-timeout", "a pull slower than `--timeout 40s`", Truth.bad(FindingCode.HELM_FAILED), HelmCases::slow),
            new Case("after-a-timeout", "the upgrade after that, a dead awaiter Job in the way", Truth.GOOD, HelmCases::afterTimeout),
            new Case("blind-awaiter", "the awaiter has no cluster DNS, `--timeout " + TIMEOUT + "`", Truth.GOOD, HelmCases::blindAwaiter),
            new Case("atomic", "a pull slower than `--atomic --timeout 8s`", Truth.bad(FindingCode.HELM_FAILED), HelmCases::atomic),
            new Case("stopped", "helm is stopped (SIGTERM)", Truth.bad(FindingCode.HELM_FAILED), stage -> signalled(stage, "TERM")),
            new Case("interrupted", "helm is interrupted (SIGINT)", Truth.bad(FindingCode.HELM_FAILED), stage -> signalled(stage, "INT")),
            new Case("killed", "helm was killed, the next upgrade", Truth.bad(FindingCode.HELM_OPERATION_IN_PROGRESS), HelmCases::killed),
            new Case("rolled-back", "the upgrade after `helm rollback`, stale hooks in the way", Truth.GOOD, HelmCases::rolledBack));

    private HelmCases() {}

    private static Played missing(Stage stage) {
        Running guard = stage.withUser().deployed().deploys().guard();
        Helm.Run helm = stage.helm().upgrade(stage.deploys().missing("--timeout", TIMEOUT));
        guard.end();
        return new Played(helm.end(), guard, "evidence:");
    }

    /** The first upgrade writes the checksum, the second skips the hook, and its guard says what that is worth; the puller that stays tells the truth. */
    private static Played unpulled(Stage stage, String... without) {
        stage.withUser().helm().upgrade(stage.deploys().missing(without)).end().orFail();
        Running guard = stage.deploys().guard();
        Helm.Ended ended = stage.helm().upgrade(stage.deploys().missing()).end();
        guard.end();
        Running after = stage.continuous(Duration.ofMinutes(1));
        after.end();
        guard.lines().addAll(after.lines());
        return new Played(ended, new Running(after.held(), guard.lines(), after.recording()), "does not say that the nodes have the images");
    }

    private static Played waitForNothing(Stage stage) {
        Helm.Ended ended = stage.withUser().helm().upgrade(stage.deploys().missing("--no-hooks", "--wait", "--timeout", TIMEOUT)).end();
        Running after = stage.continuous(Duration.ofMinutes(1));
        after.end();
        return new Played(ended, after);
    }

    private static Played notUpdated(Stage stage) {
        stage.withUser().deployed();
        stage.continuous(Duration.ofMinutes(1)).end();
        Helm.Ended ended = stage.helm().upgrade(stage.deploys().slow("--no-hooks", "--wait", "--timeout", TIMEOUT)).end();
        Running after = stage.continuous(Duration.ofSeconds(10));
        after.end();
        return new Played(ended, after);
    }

    private static Played slow(Stage stage) {
        stage.withUser().deployed();
        Running guard = stage.deploys().guard(Policy.DEFAULT.withHelmTimeout(Duration.ofSeconds(40)), Duration.ofMinutes(2));
        Helm.Ended ended = stage.helm().upgrade(stage.deploys().slow("--timeout", "40s")).end();
        guard.end();
        return new Played(ended, guard, "HELM_TIMEOUT_NEAR");
    }

    private static Played afterTimeout(Stage stage) {
        stage.withUser().deployed().helm().upgrade(stage.deploys().slow("--timeout", "8s")).end();
        Running guard = stage.deploys().guard();
        Helm.Run helm = stage.helm().upgrade(stage.deploys().values(SECOND));
        guard.end();
        return new Played(helm.end(), guard);
    }

    private static Played blindAwaiter(Stage stage) {
        stage.deploys().awaiter().blind();
        Running guard = stage.withUser().deploys().guard();
        Helm.Run helm = stage.helm().upgrade(stage.deploys().values(SECOND, "--timeout", TIMEOUT));
        guard.end();
        return new Played(helm.end(), guard);
    }

    private static Played atomic(Stage stage) {
        Running guard = stage.withUser().deployed().deploys().guard();
        Helm.Ended ended = stage.helm().upgrade(stage.deploys().slow("--atomic", "--timeout", "8s")).end();
        guard.end();
        return new Played(ended, guard);
    }

    private static Helm.Run slowUpgradeUnder(Stage stage, Running guard) {
        Helm.Run helm = stage.helm().upgrade(stage.deploys().slow());
        guard.until(a -> a.tally().in(NodeState.PULLING) == 1);
        return helm;
    }

    private static Played signalled(Stage stage, String signal) {
        Running guard = stage.withUser().deployed().deploys().guard();
        Helm.Ended ended = slowUpgradeUnder(stage, guard).signal(signal);
        guard.end();
        return new Played(ended, guard);
    }

    private static void kill(Stage stage) {
        Running guard = stage.withUser().deployed().deploys().guard();
        slowUpgradeUnder(stage, guard).signal("KILL");
        guard.held().cancel("killed with helm");
    }

    private static Played killed(Stage stage) {
        kill(stage);
        Running guard = stage.deploys().guard();
        Helm.Ended ended = stage.helm().upgrade(stage.deploys().values(SECOND)).end();
        guard.end();
        return new Played(ended, guard, "helm rollback hub 1 -n " + stage.namespace());
    }

    private static Played rolledBack(Stage stage) {
        kill(stage);
        stage.helm().command("rollback hub 1").end().orFail();
        Running guard = stage.deploys().guard();
        Helm.Run helm = stage.helm().upgrade(stage.deploys().values(SECOND));
        guard.end();
        return new Played(helm.end(), guard, "not for hook-image-puller of an earlier deploy");
    }
}
