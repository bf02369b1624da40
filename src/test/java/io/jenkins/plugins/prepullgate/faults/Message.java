package io.jenkins.plugins.prepullgate.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request or an answer of HTTP/1.1.
 *
 * @param start its first line
 * @param headers as they stand, one a line
 * @param body never null; empty when it has none, and that of an answer to a request to watch
 */
record Message(String start, List<String> headers, byte[] body) {
    static Message answer(int status, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of("Content-Type: application/json", "Content-Length: " + bytes.length));
        all.addAll(List.of(headers));
        return new Message("HTTP/1.1 " + status + " Scripted", all, bytes);
    }

    /** The next one; null when there is none any more. */
    static Message read(InputStream in) throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        List<String> headers = new ArrayList<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            headers.add(header);
        }
        Message head = new Message(start, headers, new byte[0]);
        if ("chunked".equalsIgnoreCase(head.header("Transfer-Encoding"))) {
            return new Message(start, headers, chunks(in));
        }
        String length = head.header("Content-Length");
        return length.isEmpty() ? head : new Message(start, headers, in.readNBytes(Integer.parseInt(length)));
    }

    /** Empty when it is not there. */
    String header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(h -> h.substring(prefix.length()).trim())
                .findFirst()
                .orElse("");
    }

    /** What a request asks for. */
    String target() {
        return start.split(" ")[1];
    }

    /** Whether it asks for, or agrees to, a WebSocket. */
    boolean upgrades() {
        return header("Upgrade").equalsIgnoreCase("websocket") && (!start.startsWith("HTTP/") || start.contains(" 101 "));
    }

    /** The same with another body, in good order. */
    Message withBody(byte[] other) {
        List<String> kept = new ArrayList<>(headers);
        kept.removeIf(h -> h.toLowerCase(Locale.ROOT).matches("(content-length|transfer-encoding):.*"));
        kept.add("Content-Length: " + other.length);
        return new Message(start, kept, other);
    }

    void write(OutputStream out) throws IOException {
        boolean chunked = !header("Transfer-Encoding").isEmpty();
        Message whole = chunked ? withBody(body) : this;
        out.write((whole.start + "\r\n" + String.join("\r\n", whole.headers) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(whole.body);
        out.flush();
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            String size = line(in);
            int length = size == null ? 0 : Integer.parseInt(size.trim(), 16);
            all.writeBytes(in.readNBytes(length));
            line(in);
            if (length == 0) {
                return all.toByteArray();
            }
        }
    }

    /** Null at the end of the stream. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
