package io.jenkins.plugins.prepullgate.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;

/**
 * A hub's answer.
 *
 * @param request what was asked, such as {@code GET api/users}
 * @param status of HTTP
 * @param body as text, may be empty
 * @param retryAfter when the hub asks to come back; null where it says nothing
 * @param took from the request to the whole answer
 */
record HubAnswer(String request, int status, String body, Duration retryAfter, Duration took) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty where the body is no JSON: a page of HTML, or an answer that was cut off. */
    Optional<JsonNode> json() {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What the hub says went wrong; empty where it does not say. */
    String message() {
        return json().map(node -> node.path("message").asText("")).orElse("");
    }
}
