package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** One client: handshake, then requests until somebody has enough. */
final class Connection {
    /** Fatal, handshake_failure (RFC 5246, 7.2). */
    private static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 40};

    private static final byte[] PLAIN =
            "HTTP/1.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket raw;
    private final Hosts hosts;
    private final Certificates certificates;
    private final Api api;
    private final RequestLog log;
    private final InstantSource clock;

    Connection(Socket raw, Hosts hosts, Certificates certificates, Api api, RequestLog log, InstantSource clock) {
        this.raw = raw;
        this.hosts = hosts;
        this.certificates = certificates;
        this.api = api;
        this.log = log;
        this.clock = clock;
    }

    /** Returns when the connection is over; whatever ended it stands in the log. */
    void serve() {
        Instant began = clock.instant();
        String host = raw.getLocalAddress().getHostAddress();
        try (raw) {
            raw.setTcpNoDelay(true);
            ClientHello hello = ClientHello.read(raw.getInputStream());
            if (hello.serverName() != null) {
                host = hello.serverName();
            }
            HostFault fault = hosts.now(host);
            switch (fault) {
                case RESET -> reset();
                case CLOSED -> raw.shutdownOutput();
                case SILENT -> awaitEnd(raw.getInputStream());
                case ALERT -> raw.getOutputStream().write(ALERT);
                case PLAIN -> raw.getOutputStream().write(PLAIN);
                default -> {
                    secured(host, hello, fault);
                    return;
                }
            }
            log.add(RequestLog.connection(began, host, fault.name().toLowerCase(Locale.ROOT)));
        } catch (IOException e) {
            log.add(RequestLog.connection(began, host, "ended: " + e.getMessage()));
        }
    }

    private void secured(String host, ClientHello hello, HostFault fault) throws IOException {
        try (SSLSocket socket = (SSLSocket)
                certificates.forName(host, fault).createSocket(raw, new ByteArrayInputStream(hello.bytes()), true)) {
            socket.startHandshake();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            boolean usable = true;
            while (usable) {
                Request request = Request.read(in);
                usable = request != null && answered(host, request, in, out);
            }
        }
    }

    /** @return whether the connection can be used again */
    private boolean answered(String host, Request request, InputStream in, OutputStream out) throws IOException {
        Instant began = clock.instant();
        Answer answer = api.answer(host, request);
        Delivery delivery = new Delivery(request, answer, out);
        String outcome = "broken";
        try {
            Delivery.End end = delivery.send();
            outcome = end.name().toLowerCase(Locale.ROOT);
            switch (end) {
                case HANG -> awaitEnd(in);
                case RESET -> reset();
                // Without the JDK's alert "user canceled", which no other server sends.
                case CLOSE -> raw.close();
                default -> out.flush();
            }
            return end == Delivery.End.SENT;
        } catch (IOException e) {
            outcome += ": " + e.getMessage();
            throw e;
        } finally {
            String place = answer.place() == null ? "" : answer.place().name().toLowerCase(Locale.ROOT);
            int status = outcome.equals("sent") || delivery.sent() > 0 ? answer.status() : 0;
            log.add(new LogEntry(
                    began, host, request.method(), request.target(), answer.repository(), place, Tokens.user(request), status, delivery.sent(), outcome));
        }
    }

    /** Closes the connection with RST instead of FIN. */
    private void reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    private static void awaitEnd(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }
}
