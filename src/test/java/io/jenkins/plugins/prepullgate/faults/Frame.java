package io.jenkins.plugins.prepullgate.faults;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A frame of a WebSocket (RFC 6455), as a server writes it: not masked.
 *
 * @param first the first byte: whether it is the last of its message, and what it is
 * @param payload never null
 */
record Frame(int first, byte[] payload) {
    static final int CLOSE = 8;
    static final int PING = 9;
    private static final int PONG = 10;
    private static final int TEXT = 1;
    private static final int LAST = 0x80;

    static Frame text(String text) {
        return new Frame(LAST | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static Frame pong(byte[] payload) {
        return new Frame(LAST | PONG, payload);
    }

    /** An end in good order. */
    static Frame close() {
        return new Frame(LAST | CLOSE, new byte[] {3, (byte) 232});
    }

    int kind() {
        return first & 0x0f;
    }

    /** Whether it holds one event of a watch. */
    boolean event() {
        return first == (LAST | TEXT) || first == (LAST | 2);
    }

    /** The first half of it, as if it were all. */
    Frame half() {
        return new Frame(first, Arrays.copyOf(payload, payload.length / 2));
    }

    /** The next one, unmasked; null when there is none any more. */
    static Frame read(InputStream from) throws IOException {
        DataInputStream in = new DataInputStream(from);
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] mask = new byte[4];
        if ((second & LAST) != 0) {
            in.readFully(mask);
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame(first, payload);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 10);
        out.write(first);
        if (payload.length < 126) {
            out.write(payload.length);
        } else if (payload.length < 1 << 16) {
            out.write(126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
