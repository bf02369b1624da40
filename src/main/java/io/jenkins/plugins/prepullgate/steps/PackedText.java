package io.jenkins.plugins.prepullgate.steps;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A long text, packed into a short one that is safe in XML: a build's record is read every time the build is. */
final class PackedText {
    private PackedText() {}

    static String pack(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** @throws IOException when it is nothing that was packed, or unpacks to more than {@code limit} bytes */
    static String unpack(String packed, int limit) throws IOException {
        try (InputStream bytes = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            byte[] text = bytes.readNBytes(limit + 1);
            if (text.length > limit) {
                throw new IOException("more than " + limit + " bytes");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("not packed: " + e.getMessage(), e);
        }
    }
}
