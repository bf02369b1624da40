package io.jenkins.plugins.prepullgate.standalone.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class ShellWordsTest {
    @Test
    public void theWordsOfACallEndWhereTheShellEndsIt() {
        assertThat(ShellWords.of("$ ./prepull-gate wait -n hub --report 'my file.json' & gate=$!")).hasValueSatisfying(words ->
                assertThat(words).containsExactly("wait", "-n", "hub", "--report", "my file.json"));
        assertThat(ShellWords.of("helm template hub | prepull-gate prepull --manifest - 2>&1 | tee log")).hasValueSatisfying(words ->
                assertThat(words).startsWith("prepull", "--manifest", "-"));
        assertThat(ShellWords.of("  run: prepull-gate wait -n hub"))
                .hasValueSatisfying(words -> assertThat(words).containsExactly("wait", "-n", "hub"));
        assertThat(ShellWords.of("    - prepull-gate wait -n hub"))
                .hasValueSatisfying(words -> assertThat(words).containsExactly("wait", "-n", "hub"));
        assertThat(ShellWords.of("sh './prepull-gate wait -n hub'")).hasValueSatisfying(words ->
                assertThat(words).containsExactly("wait", "-n", "hub"));
        assertThat(ShellWords.of("source <(prepull-gate generate-completion)")).hasValueSatisfying(words ->
                assertThat(words).containsExactly("generate-completion"));
        assertThat(ShellWords.of("./prepull-gate demo     plays that day")).hasValueSatisfying(words -> assertThat(words).containsExactly("demo"));
    }

    @Test
    public void whatIsNoCallIsNone() {
        assertThat(ShellWords.of("prepull-gate: building")).isEmpty();
        assertThat(ShellWords.of("prepull-gate wait: --budget: 'x' is not a duration")).isEmpty();
        assertThat(ShellWords.of("kubectl create token prepull-gate -n prepull-gate")).isEmpty();
        assertThat(ShellWords.of("java -jar prepull-gate.jar wait")).isEmpty();
    }
}
