package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.cluster.MockApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whatever is wrong with a call is told in one line, without a stack trace, before anything is waited for. */
public class BadInputTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final MockApi api = new MockApi();

    private String kubeconfig;

    @Before
    public void writeKubeconfig() throws IOException {
        kubeconfig = Jhub.kubeconfig(folder, api);
    }

    private Path path() {
        return folder.getRoot().toPath();
    }

    private static void refused(int code, String line, String... args) {
        Run run = Run.of(args);
        assertThat(run.err()).as("stderr").contains(line).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(run.err().lines()).hasSize(1).allSatisfy(l -> assertThat(l).startsWith("prepull-gate"));
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(code);
    }

    private void refusedWait(int code, String line, String option, String value) {
        refused(code, line, "wait", "-n", "jhub", "--kubeconfig", kubeconfig, option, value);
    }

    @Test
    public void withoutACommandTheyAreListed() {
        refused(2, "a command is missing: wait, prepull, replay, audit, ");
        refused(2, "prepull-gate: 'wiat' is none of the commands wait, prepull, replay, audit, ", "wiat");
        refused(2, "prepull-gate audit: takes no argument, but is given 'production'", "audit", "production");
    }

    @Test
    public void anUnknownOptionIsNamed() {
        refused(2, "Unknown option: '--frob' (see prepull-gate wait --help)", "wait", "--frob");
        refused(2, "Missing required parameter for option '--budget'", "wait", "--budget");
    }

    @Test
    public void aMalformedValueIsNamedWithItsOption() {
        refusedWait(2, "--budget: '20x' is not a duration; write for example 90s, 20m or 1h30m", "--budget", "20x");
        refusedWait(2, "--budget: '0s' must be more than zero", "--budget", "0s");
        refusedWait(2, "--heartbeat: 'soon' is not a duration", "--heartbeat", "soon");
        refusedWait(2, "--stall-after: '5' is not a duration", "--stall-after", "5");
        refusedWait(2, "--api-outage: '0s' must be more than zero", "--api-outage", "0s");
        refusedWait(2, "--api-outage: '2 min' is not a duration", "--api-outage", "2 min");
        refusedWait(2, "--appear-within: '-1s' is not a duration", "--appear-within", "-1s");
        refusedWait(2, "--tolerate: 'few' is neither a number of nodes like 2 nor a percentage like 5%", "--tolerate", "few");
        refusedWait(2, "--tolerate: '101%' is more than 100%", "--tolerate", "101%");
        refusedWait(2, "--fail-fast: 'maybe' is none of never, permanent, any", "--fail-fast", "maybe");
        refusedWait(2, "--expect: 'all' is none of daemonset, schedulable-nodes", "--expect", "all");
        refusedWait(2, "--puller: 'old' is none of hook, continuous", "--puller", "old");
        refusedWait(2, "--override: 'PULL_DNS' is not of the form PULL_DNS=transient", "--override", "PULL_DNS");
        refusedWait(2, "--probation: 'PULL_NOPE' is no finding", "--probation", "PULL_NOPE=never");
        refusedWait(2, "--helm-timeout: 'long' is not a duration", "--helm-timeout", "long");
        refusedWait(2, "--output: 'xml' is none of text, json", "--output", "xml");
        refusedWait(2, "--daemonset: 'A_B' is not a Kubernetes name", "--daemonset", "A_B");
        refusedWait(2, "--release: 'a b' is not a Kubernetes name", "--release", "a b");
    }

    /** As a script leaves them whose variable is not set: they must be taken neither for the folder nor for "not given". */
    @Test
    public void anEmptyNameIsRefused() {
        String empty = "the name of the file is empty";
        refused(2, "'--kubeconfig': " + empty, "wait", "-n", "jhub", "--kubeconfig", "");
        refused(2, "'--reference-kubeconfig': " + empty, "audit", "--kubeconfig", kubeconfig, "--reference-kubeconfig", " ");
        refused(2, "'--token-file': " + empty, "hub", "wait", "--url", "http://localhost:1", "--token-file", "");
        refused(2, "--manifest: " + empty, "prepull", "-n", "jhub", "--kubeconfig", kubeconfig, "--manifest", "");
        refused(2, empty, "replay", "");
        refusedWait(2, empty, "--report", "");
        refusedWait(2, "--release: '' is not a Kubernetes name", "--release", "");
    }

    @Test
    public void aFileThatCannotBeWrittenIsToldBeforeTheWait() {
        refusedWait(2, "--report: 'report.txt' does not end in any of .html, .json, .xml", "--report", "report.txt");
        refusedWait(2, "no-such-folder is no folder", "--report", path().resolve("no-such-folder/report.json").toString());
        refusedWait(2, "--record: 'wait.json' does not end in .jsonl", "--record", "wait.json");
        refusedWait(2, "no-such-folder is no folder", "--record", path().resolve("no-such-folder/wait.jsonl").toString());
    }

    @Test
    public void aRecordingThatCannotBeReadIsToldWithItsLine() throws IOException {
        refused(2, "prepull-gate replay: Missing required parameter: 'FILE.jsonl'", "replay");
        refused(2, "'none.jsonl' does not exist", "replay", "none.jsonl");
        String header = "{\"format\":\"prepull-gate-recording\",\"schema\":1,\"startedAt\":\"2026-01-01T00:00:00Z\"}\n";
        refused(2, "line 1: not a recording", "replay", recording("{\n"));
        refused(2, "line 1: not a recording of schema 1", "replay", recording(header.replace(":1,", ":2,")));
        refused(2, "line 2 of the recording cannot be read: ", "replay", recording(header + "{\"at\":\"soon\"}\n{}\n"));
        refused(2, "ends before anything was seen", "replay", recording(header));
    }

    private String recording(String text) throws IOException {
        return Files.writeString(path().resolve("r.jsonl"), text).toString();
    }

    @Test
    public void anAuditWithoutWhatItNeedsIsRefused() {
        refused(2, "--require: 'all' is none of tainted, cordoned, tainted-or-cordoned, same-as-reference",
                "audit", "--kubeconfig", kubeconfig, "--require", "all");
        refused(2, "--require: 'same-as-reference' needs a cluster to compare with: --reference-context or --reference-kubeconfig",
                "audit", "--kubeconfig", kubeconfig, "--require", "same-as-reference");
    }

    @Test
    public void aKubeconfigThatCannotBeUsedIsToldWithWhatToDo() throws IOException {
        refused(2, "uses exec, which runs a program and is refused; make a token instead", "wait", "-n", "jhub", "--kubeconfig",
                Run.kubeconfig(path(), "https://localhost:1", "exec: {command: aws}"));
        String none = path().resolve("none").toString();
        refused(2, "kubeconfig " + none + " does not exist", "wait", "-n", "jhub", "--kubeconfig", none);
        refused(2, "has no context 'prod'; it has test", "wait", "-n", "jhub", "--kubeconfig", kubeconfig, "--context", "prod");
        refused(2, "--namespace is missing, and context test names none", "wait", "--kubeconfig", kubeconfig);
        refused(2, "--reference-context: 'test' is the audited cluster itself", "audit", "--kubeconfig", kubeconfig, "--reference-context",
                "test");
    }

    @Test
    public void anUnknownNamespaceIsNamed() {
        refused(2, "cluster test has no namespace 'nope'", "audit", "-n", "nope", "--kubeconfig", kubeconfig);
        refused(2, "cluster test has no namespace 'nope'", "wait", "-n", "nope", "--kubeconfig", kubeconfig);
    }

    @Test
    public void aServerThatDoesNotAnswerIsNamed() throws IOException {
        String dead = Run.kubeconfig(path(), "http://localhost:1", "token: abc");
        refused(4, "cluster test: http://localhost:1 cannot be connected to", "wait", "-n", "jhub", "--kubeconfig", dead);
        refused(4, "cluster test: http://localhost:1 cannot be connected to", "audit", "--kubeconfig", dead);
    }

    @Test
    public void aServerThatRefusesIsQuoted() {
        api.refuse(".*", 403, "daemonsets.apps is forbidden: User ci cannot list resource");
        refused(4, "daemonsets.apps is forbidden: User ci cannot list resource", "wait", "-n", "jhub", "--kubeconfig", kubeconfig);
        refused(4, "forbidden", "audit", "--kubeconfig", kubeconfig);
    }

    @Test
    public void credentialsThatAreNotAcceptedAreTold() {
        api.refuse(".*", 401, "Unauthorized");
        refused(4, "the credentials are not accepted", "wait", "-n", "jhub", "--kubeconfig", kubeconfig);
    }
}
