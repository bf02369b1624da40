package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.Charts;
import io.jenkins.plugins.prepullgate.testbed.NodeSpec;
import io.jenkins.plugins.prepullgate.testbed.Pullers;
import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The commands on a real control plane under exactly the roles of {@code docs/rbac}, and under each of them without one right. */
public class RightsClusterTest {
    private static final List<String> DETAILS = List.of("nodes", "pods", "events", "jobs");
    private static final List<String> ADVICE = List.of("list configmaps", "list serviceaccounts");

    @ClassRule
    @Rule
    public static final RealCluster cluster = new RealCluster();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String namespace;

    @Before
    public void aNamespaceWithANode() {
        namespace = cluster.namespace();
        cluster.addNode(NodeSpec.named("right-" + namespace));
    }

    private String account(String manifest, String missing) throws IOException {
        return Roles.apply(cluster.admin(), cluster.adminKubeconfig(), folder.getRoot().toPath(), namespace, manifest, missing);
    }

    private void puller() {
        cluster.admin().resource(Pullers.chart4(namespace, "hub").images("hub.test/user:v1").daemonSet()).create();
    }

    private String[] waiting(String kubeconfig) {
        return new String[] {"wait", "-n", namespace, "--kubeconfig", kubeconfig, "--plain", "--budget", "60s"};
    }

    private Run prepull(String kubeconfig) {
        return Run.of("prepull", "-n", namespace, "--kubeconfig", kubeconfig, "--plain", "--image", "hub.test/user:v1", "--budget", "60s");
    }

    @Test
    public void theWholeRoleIsEnoughForAWaitAndNothingIsMissed() throws Exception {
        puller();

        Run run = Run.of(waiting(account("wait", "")));

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("PREPULL COMPLETE: 1 of 1 nodes").doesNotContain("NOT_PERMITTED_DETAIL");
    }

    @Test
    public void eachMissingRightOfAWaitIsNamedAndTheVerdictStaysRight() throws Exception {
        puller();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<String> rights = new ArrayList<>();
            List<Future<Run>> runs = new ArrayList<>();
            for (String resource : DETAILS) {
                for (String verb : List.of("list", "watch")) {
                    String kubeconfig = account("wait", verb + " " + resource);
                    rights.add(verb + " " + resource);
                    runs.add(pool.submit(() -> Run.of(waiting(kubeconfig))));
                }
            }
            for (int i = 0; i < runs.size(); i++) {
                Run run = runs.get(i).get();
                String resource = rights.get(i).split(" ")[1];
                assertThat(run.code()).as(rights.get(i) + "\n" + run.out() + run.err()).isZero();
                assertThat(run.lines()).as(rights.get(i))
                        .anyMatch(line -> line.contains("NOT_PERMITTED_DETAIL") && line.contains(resource + " may not be read"));
                assertThat(run.out()).as(rights.get(i)).contains("grant get, list and watch on " + resource);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    public void withoutDaemonSetsNothingIsJudged() throws Exception {
        puller();

        Run unlisted = Run.of(waiting(account("wait", "list daemonsets")));
        assertThat(unlisted.code()).as(unlisted.out()).isEqualTo(ExitCode.UNSEEN);
        assertThat(unlisted.err()).contains("daemonsets.apps is forbidden").contains("cannot list resource \"daemonsets\"").doesNotContain("\tat ");

        Run unwatched = Run.of(waiting(account("wait", "watch daemonsets")));
        assertThat(unwatched.code()).as(unwatched.out()).isEqualTo(ExitCode.UNSEEN);
        assertThat(unwatched.out()).contains("PREPULL FAILED API_FORBIDDEN: daemonsets may not be read").contains("may not watch");
    }

    @Test
    public void whatOnlyAdviceNeedsIsNotMissed() throws Exception {
        puller();
        for (String right : ADVICE) {
            Run run = Run.of(waiting(account("wait", right)));
            assertThat(run.code()).as(right + "\n" + run.out() + run.err()).isZero();
        }
    }

    @Test
    public void whatOnlyAdviceNeedsIsNotMissedByAPrepull() throws Exception {
        for (String right : ADVICE) {
            Run run = prepull(account("prepull", right));
            assertThat(run.code()).as(right + "\n" + run.out() + run.err()).isZero();
            assertThat(run.out()).as(right).contains("PREPULL COMPLETE").doesNotContain("NOT_PERMITTED_DETAIL");
        }
    }

    @Test
    public void aPrepullThatMayNotLookForAnAccountGoesByTheChart() throws Exception {
        Path chart = folder.newFile("chart.yaml").toPath();
        Files.writeString(chart, Charts.newest().replace("      priorityClassName: hub-image-puller-priority\n", ""));

        Run run = Run.of(
                "prepull", "-n", namespace, "--kubeconfig", account("prepull", "get serviceaccounts"), "--plain", "--manifest", chart.toString(),
                "--budget", "60s");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("is left out: it exists only while helm runs the chart's hooks", "PREPULL COMPLETE");
    }

    /** A rule that a manifest gets has to be taken away by one of the tests above and below, and named here. */
    @Test
    public void everyRightOfTheRolesIsTakenAwayOnce() throws Exception {
        Set<String> wait = new TreeSet<>(ADVICE);
        for (String verb : List.of("list", "watch")) {
            DETAILS.forEach(resource -> wait.add(verb + " " + resource));
            wait.add(verb + " daemonsets");
        }
        Set<String> prepull = new TreeSet<>(wait);
        prepull.addAll(List.of("create daemonsets", "patch daemonsets", "delete daemonsets", "get serviceaccounts"));
        assertThat(Roles.rights(cluster.admin(), "wait")).isEqualTo(wait);
        assertThat(Roles.rights(cluster.admin(), "prepull")).isEqualTo(prepull);
        assertThat(Roles.rights(cluster.admin(), "audit")).containsExactlyInAnyOrder("list nodes", "list daemonsets");
    }

    @Test
    public void anAuditNeedsToListNodesAndNoMore() throws Exception {
        Run whole = Run.of("audit", "-n", namespace, "--kubeconfig", account("audit", ""));
        assertThat(whole.code()).as(whole.out() + whole.err()).isZero();
        assertThat(whole.out()).contains("AUDIT PASSED");

        Run blind = Run.of("audit", "-n", namespace, "--kubeconfig", account("audit", "list nodes"));
        assertThat(blind.code()).as(blind.out()).isEqualTo(ExitCode.UNSEEN);
        assertThat(blind.err()).contains("nodes is forbidden").doesNotContain("\tat ");
    }

    @Test
    public void aPrepullUnderItsWholeRoleLeavesNothing() throws Exception {
        Run run = prepull(account("prepull", ""));

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("PREPULL COMPLETE").doesNotContain("NOT_PERMITTED_DETAIL");
        assertThat(cluster.admin().apps().daemonSets().inNamespace(namespace).list().getItems()).isEmpty();
    }

    @Test
    public void eachMissingRightOfAPrepullIsNamedAndTheVerdictStaysRight() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Map<String, Future<Run>> runs = new LinkedHashMap<>();
            for (String resource : DETAILS) {
                for (String verb : List.of("list", "watch")) {
                    String right = verb + " " + resource;
                    String own = cluster.namespace();
                    String kubeconfig = Roles.apply(cluster.admin(), cluster.adminKubeconfig(), folder.getRoot().toPath(), own, "prepull", right);
                    String[] args = {"prepull", "-n", own, "--kubeconfig", kubeconfig, "--plain", "--image", "hub.test/user:v1", "--budget", "60s"};
                    runs.put(right, pool.submit(() -> Run.of(args)));
                }
            }
            for (Map.Entry<String, Future<Run>> each : runs.entrySet()) {
                Run run = each.getValue().get();
                assertThat(run.code()).as(each.getKey() + "\n" + run.out() + run.err()).isZero();
                String resource = each.getKey().split(" ")[1];
                assertThat(run.lines()).as(each.getKey())
                        .anyMatch(line -> line.contains("NOT_PERMITTED_DETAIL") && line.contains(resource + " may not be read"));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    public void aPrepullThatMayNotSeeItsPullerSaysSo() throws Exception {
        for (String verb : List.of("list", "watch")) {
            Run run = prepull(account("prepull", verb + " daemonsets"));
            assertThat(run.code()).as(verb + "\n" + run.out() + run.err()).isEqualTo(ExitCode.UNSEEN);
            assertThat(run.out() + run.err()).as(verb).contains("daemonsets").containsAnyOf("cannot " + verb, "may not " + verb).doesNotContain("\tat ");
        }
    }

    @Test
    public void anAuditThatMayNotSeeThePullerSaysWhichRightIsMissing() throws Exception {
        puller();
        Run run = Run.of("audit", "-n", namespace, "--kubeconfig", account("audit", "list daemonsets"));
        assertThat(run.out() + run.err()).contains("daemonsets").doesNotContain("\tat ");
        assertThat(run.code()).as(run.out() + run.err()).isIn(0, ExitCode.UNSEEN);
    }

    @Test
    public void aPrepullThatMayNotCreateSaysWhatItNeeds() throws Exception {
        for (String verb : List.of("create", "patch")) {
            Run run = prepull(account("prepull", verb + " daemonsets"));
            assertThat(run.code()).as(verb + "\n" + run.out() + run.err()).isEqualTo(ExitCode.UNSEEN);
            assertThat(run.err()).contains("cannot " + verb + " resource \"daemonsets\"").contains("a prepull needs").doesNotContain("\tat ");
        }
    }

    @Test
    public void aPrepullThatMayNotDeleteSaysWhatItLeaves() throws Exception {
        Run run = prepull(account("prepull", "delete daemonsets"));

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out() + run.err()).contains("could not be removed").contains("kubectl delete daemonset");
    }
}
