package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A client's first TLS record, read before the handshake so that the name asked for decides how the handshake goes.
 *
 * @param bytes the whole record, to be given to the real handshake
 * @param serverName the name asked for (SNI, RFC 6066); null when there is none, as with an address
 */
record ClientHello(byte[] bytes, String serverName) {
    private static final int HANDSHAKE = 22;
    private static final int SERVER_NAME = 0;

    /** @throws IOException also when it is not TLS */
    static ClientHello read(InputStream in) throws IOException {
        byte[] header = in.readNBytes(5);
        if (header.length < 5) {
            throw new EOFException("closed before the handshake");
        }
        if (header[0] != HANDSHAKE) {
            throw new IOException("not TLS");
        }
        int length = (header[3] & 0xff) << 8 | header[4] & 0xff;
        byte[] record = Arrays.copyOf(header, 5 + length);
        if (in.readNBytes(record, 5, length) < length) {
            throw new EOFException("closed within the handshake");
        }
        return new ClientHello(record, serverName(ByteBuffer.wrap(record, 5, length)));
    }

    private static String serverName(ByteBuffer hello) throws IOException {
        try {
            skip(hello, 4 + 2 + 32);
            skip(hello, hello.get() & 0xff);
            skip(hello, hello.getShort() & 0xffff);
            skip(hello, hello.get() & 0xff);
            if (!hello.hasRemaining()) {
                return null;
            }
            hello.getShort();
            while (hello.hasRemaining()) {
                int type = hello.getShort() & 0xffff;
                int length = hello.getShort() & 0xffff;
                if (type == SERVER_NAME) {
                    skip(hello, 3);
                    byte[] name = new byte[hello.getShort() & 0xffff];
                    hello.get(name);
                    return new String(name, StandardCharsets.US_ASCII);
                }
                skip(hello, length);
            }
            return null;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("no ClientHello", e);
        }
    }

    private static void skip(ByteBuffer buffer, int bytes) {
        buffer.position(buffer.position() + bytes);
    }
}
