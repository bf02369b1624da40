package io.jenkins.plugins.prepullgate.standalone.drill;

import static io.jenkins.plugins.prepullgate.faults.Mutations.mutated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.faults.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The drill's own scenarios, mutated: played or refused in one line, and never at the price of the process. */
public class MutatedScenarioTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static List<String> sound() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Scenario scenario : Scenarios.builtIn()) {
            try (InputStream in = Scenarios.class.getResourceAsStream("scenarios/" + scenario.name() + ".yaml")) {
                texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    @Test
    public void aMutatedScenarioIsTakenOrRefusedInOneLine() throws IOException {
        List<String> sound = sound();
        Mutations.each(2_000, (seed, random) -> {
            String text = mutated(sound.get(random.nextInt(sound.size())), random);
            try {
                assertThat(ScenarioReader.read("mine", "mine.yaml", text).nodes()).isNotNull();
            } catch (ScenarioException e) {
                assertThat(e).hasMessageStartingWith("mine.yaml");
                Mutations.assertOneLine(e.getMessage());
            }
        });
    }

    @Test
    public void whatIsNestedOrLargeBeyondReasonIsRefused() throws IOException {
        assertThatThrownBy(() -> ScenarioReader.read("mine", "mine.yaml", "about: " + "[".repeat(100_000)))
                .hasMessage("mine.yaml: is nested too deeply in line 1: more than 100 levels");
        Path file = Files.writeString(folder.getRoot().toPath().resolve("large.yaml"), "about: " + "x".repeat(5_000_000));
        assertThatThrownBy(() -> Scenarios.file(file)).hasMessage(file + ": has 5000007 bytes; a scenario may have 4194304");
    }
}
