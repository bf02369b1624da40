package io.jenkins.plugins.prepullgate.gate;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.jenkins.plugins.prepullgate.rollout.Redaction;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Views as JSON: the fields of the records by their names, instants as ISO text. Nulls are left out. */
final class ViewJson {
    private static final String MESSAGE = "message";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantReader()))
            // Records also have methods that derive something; only their components are facts.
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            // A recording of a newer version may say more than this one knows.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ViewJson() {}

    private static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Instant.parse(parser.getText());
        }
    }

    /** The view as it may be stored: the cluster's messages are redacted. */
    static ObjectNode tree(RolloutView view) {
        ObjectNode tree = MAPPER.valueToTree(view);
        redact(tree);
        return tree;
    }

    private static void redact(JsonNode node) {
        if (node instanceof ObjectNode object && object.path(MESSAGE).isTextual()) {
            object.put(MESSAGE, Redaction.of(object.path(MESSAGE).asText()));
        }
        node.forEach(ViewJson::redact);
    }

    static ObjectNode parse(String line) throws JsonProcessingException {
        JsonNode node = MAPPER.readTree(line);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new JsonProcessingException("a line is not a JSON object") {
            private static final long serialVersionUID = 1L;
        };
    }

    static RolloutView view(ObjectNode tree) throws JsonProcessingException {
        return MAPPER.treeToValue(tree, RolloutView.class);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The parts of {@code now} that differ from {@code before}. */
    static ObjectNode changed(ObjectNode before, ObjectNode now) {
        ObjectNode parts = object();
        for (Map.Entry<String, JsonNode> field : now.properties()) {
            if (before == null || !field.getValue().equals(before.get(field.getKey()))) {
                parts.set(field.getKey(), field.getValue());
            }
        }
        return parts;
    }
}
