package io.jenkins.plugins.prepullgate.testbed.registry;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request gets, and what goes wrong on its way.
 *
 * @param repository the repository meant; empty when none is
 * @param place which request of a pull it is; null when it is none
 * @param content the body; also given for HEAD, which sends its headers only
 * @param faults those of the transport, to be observed while it is sent
 */
record Answer(String repository, Place place, int status, Map<String, String> headers, Content content, List<Fault> faults) {
    private static final String JSON = "application/json";

    static Answer of(int status, Content content) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!content.mediaType().isEmpty()) {
            headers.put("Content-Type", content.mediaType());
        }
        return new Answer("", null, status, headers, content, List.of());
    }

    static Answer json(int status, String text) {
        return of(status, Content.of(JSON, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A registry's error document (OCI distribution specification, "Error Codes"). */
    static Answer error(int status, String code, String message) {
        return json(status, "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message.replace('"', '\'') + "\"}]}");
    }

    /** The error that registries send with a status. */
    static Answer error(int status) {
        Answer answer = switch (status) {
            case 401 -> error(status, "UNAUTHORIZED", "authentication required");
            case 403 -> error(status, "DENIED", "requested access to the resource is denied");
            case 404 -> error(status, "MANIFEST_UNKNOWN", "manifest unknown");
            case 429 -> error(
                    status,
                    "TOOMANYREQUESTS",
                    "You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://limits.test/increase");
            default -> error(status, "UNKNOWN", "status " + status + " was ordered");
        };
        return status == 429 || status == 503 ? answer.with("Retry-After", "5") : answer;
    }

    /** With one more header; an empty value takes the header away. */
    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        if (value.isEmpty()) {
            more.remove(header);
        } else {
            more.put(header, value);
        }
        return new Answer(repository, place, status, more, content, faults);
    }

    /** The same answer as one to this request of a pull. */
    Answer to(String asked, Place where, List<Fault> onTheWay) {
        return new Answer(asked, where, status, headers, content, onTheWay);
    }
}
