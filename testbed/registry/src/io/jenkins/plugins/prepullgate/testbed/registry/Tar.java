package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Archives of a fixed time and owner, so that the same image has the same digest on every machine (POSIX ustar). */
final class Tar {
    private static final int BLOCK = 512;
    private static final byte[] END = new byte[2 * BLOCK];

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Tar directory(String name) {
        out.writeBytes(header(name + "/", '5', 0755, 0, ""));
        return this;
    }

    Tar file(String name, int mode, byte[] content) {
        out.writeBytes(header(name, '0', mode, content.length, ""));
        out.writeBytes(content);
        out.writeBytes(padding(content.length));
        return this;
    }

    Tar link(String name, String target) {
        out.writeBytes(header(name, '2', 0777, 0, target));
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(out.toByteArray());
        whole.writeBytes(END);
        return whole.toByteArray();
    }

    /** An archive with one file of random bytes, made while it is read: of any size, in little memory. */
    static Content.Source random(String name, long size, long seed) {
        return () -> new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(header(name, '0', 0644, size, "")),
                new RandomBytes(size, seed),
                new ByteArrayInputStream(padding(size)),
                new ByteArrayInputStream(END))));
    }

    private static byte[] header(String name, char type, int mode, long size, String target) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, String.format("%07o", mode));
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", size));
        put(header, 136, "14000000000");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, target);
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] padding(long size) {
        return new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)];
    }

    /** Random, so that no compression on the way makes it smaller. */
    private static final class RandomBytes extends InputStream {
        private final SplittableRandom random;
        private final byte[] block = new byte[1 << 16];
        private long left;
        private int at = block.length;

        RandomBytes(long size, long seed) {
            left = size;
            random = new SplittableRandom(seed);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            if (at == block.length) {
                random.nextBytes(block);
                at = 0;
            }
            int n = (int) Math.min(Math.min(length, left), block.length - at);
            System.arraycopy(block, at, into, offset, n);
            at += n;
            left -= n;
            return n;
        }
    }
}
