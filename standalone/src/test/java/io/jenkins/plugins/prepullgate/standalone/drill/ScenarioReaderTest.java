package io.jenkins.plugins.prepullgate.standalone.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ScenarioReaderTest {
    private static final String GOOD = """
            about: One node is slow.
            ends: BUDGET_EXCEEDED
            budget: 2m
            images: [a:1, b:2]
            nodes:
              - alone
              - {name: user, count: 2, labels: {pool: user}, taints: "hub.jupyter.org/dedicated=user:NoSchedule", cordoned: false}
            script:
              - {at: 9s, pulled: user-2}
              - {at: 3s, failing: [user-1], text: "not found"}
              - {at: 0s, refused: no}
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static Scenario read(String text) throws ScenarioException {
        return ScenarioReader.read("mine", "mine.yaml", text);
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ScenarioException.class).hasMessageContaining(message);
    }

    /** The good one, with one of its lines replaced. */
    private static void refusedWith(String old, String broken, String message) {
        assertThat(GOOD).contains(old);
        refused(GOOD.replace(old, broken), message);
    }

    @Test
    public void everythingIsReadAndTheScriptIsInTheOrderOfTime() throws Exception {
        Scenario scenario = read(GOOD);
        assertThat(scenario.ending()).isEqualTo("BUDGET_EXCEEDED");
        assertThat(scenario.budget()).contains(Duration.ofMinutes(2));
        assertThat(scenario.images()).containsExactly("a:1", "b:2");
        assertThat(scenario.nodes()).extracting(Scenario.Machine::name).containsExactly("alone", "user-1", "user-2");
        assertThat(scenario.nodes().get(1).taints()).containsExactly("hub.jupyter.org/dedicated=user:NoSchedule");
        assertThat(scenario.script()).extracting(Scenario.Moment::action).containsExactly(Action.REFUSED, Action.FAILING, Action.PULLED);
        assertThat(scenario.script().get(1)).isEqualTo(new Scenario.Moment(Duration.ofSeconds(3), Action.FAILING, List.of("user-1"), "not found"));
    }

    @Test
    public void aMistakeIsToldWithLineAndKey() {
        refusedWith("ends: BUDGET_EXCEEDED", "ends: BUDGET", "mine.yaml, line 2, key 'ends': 'BUDGET' is neither COMPLETE nor a code");
        refusedWith("budget: 2m", "budget: soon", "line 3, key 'budget': 'soon' is not a duration");
        refusedWith("budget: 2m", "bugdet: 2m", "line 3, key 'bugdet': is unknown; there are about, ends, budget, puller");
        refusedWith("count: 2", "count: many", "line 7, key 'count': 'many' is not a number");
        refusedWith("hub.jupyter.org/dedicated=user:NoSchedule", "dedicated", "line 7, key 'taints': 'dedicated' is not a taint");
        refusedWith("cordoned: false", "cordoned: maybe", "key 'cordoned': 'maybe' is neither true nor false");
        refusedWith("- alone", "- user-1", "two nodes are called 'user-1'");
        refusedWith("- alone", "- Alone", "'Alone' cannot be the name of a node");
        refusedWith("pulled: user-2", "pulled: user-3", "line 9, key 'pulled': no node is called 'user-3'");
        refusedWith("pulled: user-2", "puled: user-2", "line 9, key 'puled': is unknown");
        refusedWith("pulled: user-2", "pulled: user-2, done: user-1", "line 9, key 'script': exactly one thing must happen");
        refusedWith("pulled: user-2", "pulled: user-2, text: x", "'pulled' takes no text");
        refusedWith(", text: \"not found\"", "", "'text' is missing");
        refusedWith("{at: 9s, pulled", "{pulled", "'at' is missing");
        refusedWith("about: One node is slow.\n", "", "'about' is missing");
        refusedWith("images: [a:1, b:2]", "images: {a: 1}", "key 'images': a list is expected here");
    }

    @Test
    public void whatIsNoYamlIsToldWithItsLine() {
        refused("about: x\n  ends: [", "mine.yaml: is no valid YAML in line 2: ");
        refused("", "mine.yaml: is empty");
        refused("- a\n", "line 1: keys and values are expected here");
        refused("about: a\nabout: b\n", "mine.yaml, line 2, key 'about': is there twice");
    }

    @Test
    public void aFolderOfScenariosIsReadByName() throws Exception {
        Path file = folder.getRoot().toPath().resolve("slow-registry.yaml");
        Files.writeString(file, GOOD);
        Files.writeString(folder.getRoot().toPath().resolve("README.md"), "not a scenario");
        assertThat(Scenarios.in(folder.getRoot().toPath())).extracting(Scenario::name).containsExactly("slow-registry");
        assertThat(Scenarios.named("slow-registry", folder.getRoot().toPath())).isEqualTo(Scenarios.file(file));
        assertThat(Scenarios.named("quota", folder.getRoot().toPath())).isEqualTo(Scenarios.builtIn("quota"));
    }

    @Test
    public void aScenarioThatDoesNotExistNamesThoseThatDo() {
        assertThatThrownBy(() -> Scenarios.named("quotas", null))
                .hasMessageStartingWith("'quotas' is not a scenario; there are success, ")
                .hasMessageContaining("quota");
        assertThatThrownBy(() -> Scenarios.named("none.yaml", null)).hasMessage("none.yaml: cannot be read: there is no such file");
    }
}
