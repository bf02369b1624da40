package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP/1.1 request; a body is read and forgotten.
 *
 * @param headers by lower-case name; the last of equal ones
 */
record Request(String method, String target, Map<String, String> headers) {
    private static final int LONGEST_LINE = 16 << 10;

    /** @return null when the client closed the connection between two requests */
    static Request read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        String[] words = line.split(" ");
        if (words.length != 3) {
            throw new IOException("no request line: " + line);
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = line(in); !"".equals(header); header = line(in)) {
            if (header == null) {
                throw new EOFException("closed within the headers");
            }
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
            }
        }
        in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
        return new Request(words[0], words[1], headers);
    }

    /** The part before the question mark. */
    String path() {
        return target.split("\\?", 2)[0];
    }

    /** Where a download is to go on, in bytes; 0 without a Range header. */
    long from() {
        return rangePart(0, 0);
    }

    /** The last byte wanted; {@code last} when none is named. */
    long to(long last) {
        return Math.min(last, rangePart(1, last));
    }

    private long rangePart(int part, long otherwise) {
        String range = headers.getOrDefault("range", "");
        if (!range.matches("bytes=\\d+-\\d*")) {
            return otherwise;
        }
        String[] ends = range.substring("bytes=".length()).split("-");
        return part < ends.length ? Long.parseLong(ends[part]) : otherwise;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.length() == 0) {
                    return null;
                }
                throw new EOFException("closed within a line");
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("a line without an end");
            }
            line.append((char) c);
        }
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }
}
