package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes with their digest.
 *
 * @param mediaType what it is served as
 * @param digest {@code sha256:…}
 * @param length in bytes
 * @param source opens it from its beginning, the same bytes each time
 */
record Content(String mediaType, String digest, long length, Source source) {
    /** Where the bytes come from: large ones are made while they are sent. */
    interface Source {
        InputStream open() throws IOException;
    }

    static Content of(String mediaType, byte[] bytes) {
        return new Content(mediaType, hex(sha256().digest(bytes)), bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** Reads the source once, for length and digest. */
    static Content of(String mediaType, Source source) {
        MessageDigest digest = sha256();
        long length = 0;
        try (InputStream in = source.open()) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                length += n;
            }
        } catch (IOException e) {
            throw new IllegalStateException("made in memory, and yet unreadable", e);
        }
        return new Content(mediaType, hex(digest.digest()), length, source);
    }

    /** As an OCI descriptor, without the closing brace, so that more can be added. */
    String descriptor() {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest + "\",\"size\":" + length;
    }

    private static String hex(byte[] digest) {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
