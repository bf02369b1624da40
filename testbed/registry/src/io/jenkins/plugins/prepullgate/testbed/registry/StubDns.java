package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;

/** Leads names to the registry (IPv4, UDP), except where it shall not. */
final class StubDns implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int A = 1;
    private static final int NO_ERROR = 0;
    private static final int SERVER_FAILURE = 2;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private final Hosts hosts;
    private final MisbehavingRegistry.Addresses addresses;

    StubDns(InetSocketAddress wanted, Hosts hosts, MisbehavingRegistry.Addresses addresses, ExecutorService threads) throws IOException {
        this.hosts = hosts;
        this.addresses = addresses;
        socket = new DatagramSocket(wanted);
        threads.execute(this::serve);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        try {
            while (!socket.isClosed()) {
                packet.setLength(512);
                socket.receive(packet);
                byte[] reply = reply(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (reply.length > 0) {
                    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException("cannot answer on " + address(), e);
            }
        }
    }

    /** Empty when there shall be none, also for what is no question. */
    private byte[] reply(byte[] question) {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (at < question.length && question[at] != 0) {
            int length = question[at] & 0x3f;
            if (at + 1 + length >= question.length) {
                return new byte[0];
            }
            name.append(name.isEmpty() ? "" : ".").append(new String(question, at + 1, length, StandardCharsets.US_ASCII));
            at += 1 + length;
        }
        int end = at + 5;
        if (end > question.length) {
            return new byte[0];
        }
        boolean wantsAddress = ((question[at + 1] & 0xff) << 8 | question[at + 2] & 0xff) == A;
        HostFault fault = hosts.knows(name.toString()) ? hosts.now(name.toString()) : HostFault.NXDOMAIN;
        return switch (fault) {
            case DNSSILENT -> new byte[0];
            case NXDOMAIN -> reply(question, end, NO_SUCH_NAME, null);
            case SERVFAIL -> reply(question, end, SERVER_FAILURE, null);
            case REFUSED -> reply(question, end, NO_ERROR, wantsAddress ? addresses.refusing() : null);
            case UNREACHABLE -> reply(question, end, NO_ERROR, wantsAddress ? addresses.nobody() : null);
            default -> reply(question, end, NO_ERROR, wantsAddress ? addresses.registry() : null);
        };
    }

    private static byte[] reply(byte[] question, int end, int code, InetAddress address) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] head = Arrays.copyOf(question, end);
        // Response, authoritative, recursion as desired and available; one question, no additional records.
        head[2] = (byte) (0x84 | question[2] & 1);
        head[3] = (byte) (0x80 | code);
        Arrays.fill(head, 6, HEADER, (byte) 0);
        head[7] = (byte) (address == null ? 0 : 1);
        out.writeBytes(head);
        if (address != null) {
            // The name of the question; type A, class IN, to be asked again each time.
            out.writeBytes(new byte[] {(byte) 0xc0, HEADER, 0, A, 0, 1, 0, 0, 0, 0, 0, 4});
            out.writeBytes(address.getAddress());
        }
        return out.toByteArray();
    }
}
