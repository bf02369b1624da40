package io.jenkins.plugins.prepullgate.testbed.registry;

import java.time.Instant;

/**
 * One request, or one connection that came to nothing. Holds no secret.
 *
 * @param at when it began
 * @param host the name asked for in the handshake, or the address
 * @param repository empty when none was asked for
 * @param place {@link Place} in lower case; empty when none
 * @param user who the client says to be; {@code token} for a bearer token, empty for nobody
 * @param status of the answer; 0 when there was none
 * @param bytes of the body that were sent
 * @param outcome {@code sent}, {@code close}, {@code reset}, {@code hang}, or what the connection ended with
 */
public record LogEntry(
        Instant at,
        String host,
        String method,
        String target,
        String repository,
        String place,
        String user,
        int status,
        long bytes,
        String outcome) {

    /** As one line of JSON. */
    public String json() {
        return "{\"at\":\"" + at + "\",\"host\":\"" + escaped(host) + "\",\"method\":\"" + escaped(method) + "\",\"target\":\"" + escaped(target)
                + "\",\"repository\":\"" + escaped(repository) + "\",\"place\":\"" + place + "\",\"user\":\"" + escaped(user) + "\",\"status\":" + status
                + ",\"bytes\":" + bytes + ",\"outcome\":\"" + escaped(outcome) + "\"}";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    }
}
