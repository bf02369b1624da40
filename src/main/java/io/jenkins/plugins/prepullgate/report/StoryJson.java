package io.jenkins.plugins.prepullgate.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A story as text, for storage: the fields of the records by their names. Not a public format, but what an older version has stored can be read. */
public final class StoryJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StoryJson() {}

    public static String text(Story story) {
        try {
            return MAPPER.writeValueAsString(story);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a story of texts and numbers must be writable", e);
        }
    }

    /** @throws IllegalArgumentException when the text is not a story */
    public static Story story(String text) {
        try {
            return MAPPER.readValue(text, Story.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no story: " + e.getOriginalMessage(), e);
        }
    }
}
