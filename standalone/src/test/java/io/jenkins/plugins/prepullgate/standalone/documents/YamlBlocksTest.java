package io.jenkins.plugins.prepullgate.standalone.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What a page shows as YAML is YAML. */
public class YamlBlocksTest {
    @Test
    public void everyBlockOfYamlParses() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : Documents.pages()) {
            for (Documents.Block block : Documents.blocks(page)) {
                if (block.language().equals("yaml")) {
                    try {
                        new Load(LoadSettings.builder().build()).loadAllFromString(String.join("\n", block.lines())).forEach(document -> {});
                    } catch (YamlEngineException e) {
                        broken.add(Documents.root().relativize(page) + ": " + e.getMessage());
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }
}
