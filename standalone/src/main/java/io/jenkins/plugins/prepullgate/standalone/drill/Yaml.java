package io.jenkins.plugins.prepullgate.standalone.drill;

import io.jenkins.plugins.prepullgate.cluster.ForeignYaml;
import io.jenkins.plugins.prepullgate.cluster.YamlRefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in a YAML text that knows its place, so that whoever wrote something wrong can find it. */
final class Yaml {
    private final String file;
    private final String key;
    private final Node node;

    private Yaml(String file, String key, Node node) {
        this.file = file;
        this.key = key;
        this.node = node;
    }

    /** @param file how messages refer to the text */
    static Yaml parse(String file, String text) throws ScenarioException {
        try {
            ForeignYaml.lookThrough(text);
            Node root = new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(text)
                    .orElseThrow(() -> new ScenarioException(file + ": is empty"));
            return new Yaml(file, "", root);
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
            throw new ScenarioException(file + line + ": " + e.getProblem());
        } catch (YamlRefusedException e) {
            throw new ScenarioException(file + ": " + e.getMessage() + (e.problem().isEmpty() ? "" : ": " + e.problem()));
        } catch (YamlEngineException e) {
            throw new ScenarioException(file + ": " + e.getMessage());
        }
    }

    ScenarioException wrong(String what) {
        String line = node.getStartMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
        return new ScenarioException(file + line + (key.isEmpty() ? "" : ", key '" + key + "'") + ": " + what);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** The fields by their names, in order. */
    Map<String, Yaml> fields() throws ScenarioException {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("keys and values are expected here");
        }
        Map<String, Yaml> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = new Yaml(file, key, tuple.getKeyNode()).text();
            Yaml value = new Yaml(file, name, tuple.getValueNode());
            if (fields.put(name, value) != null) {
                throw value.wrong("is there twice");
            }
        }
        return fields;
    }

    /** The same, where only these are allowed. */
    Map<String, Yaml> fields(Set<String> known) throws ScenarioException {
        Map<String, Yaml> fields = fields();
        for (Map.Entry<String, Yaml> field : fields.entrySet()) {
            if (!known.contains(field.getKey())) {
                throw field.getValue().wrong("is unknown; there are " + String.join(", ", known));
            }
        }
        return fields;
    }

    List<Yaml> items() throws ScenarioException {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("a list is expected here");
        }
        List<Yaml> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new Yaml(file, key, item)));
        return items;
    }

    /** A list of texts; one text alone counts as a list of it. */
    List<String> texts() throws ScenarioException {
        if (node instanceof ScalarNode) {
            return List.of(text());
        }
        List<String> texts = new ArrayList<>();
        for (Yaml item : items()) {
            texts.add(item.text());
        }
        return texts;
    }

    String text() throws ScenarioException {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong("a text is expected here");
        }
        return scalar.getValue().strip();
    }
}
