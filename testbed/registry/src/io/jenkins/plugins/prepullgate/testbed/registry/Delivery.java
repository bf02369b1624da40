package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Sends one answer, with all that goes wrong on its way. */
final class Delivery {
    /** How it ended. */
    enum End {
        /** As it should; the connection can be used again. */
        SENT,
        /** The connection is to be closed. */
        CLOSE,
        /** The connection is to be reset. */
        RESET,
        /** Nothing more is to be sent until the client gives up. */
        HANG
    }

    private static final int CHUNK = 64 << 10;

    private final Request request;
    private final Answer answer;
    private final OutputStream out;
    private long sent;
    private long rate;
    private long breakAt = Long.MAX_VALUE;
    private End brokenBy = End.SENT;
    private boolean corrupt;

    Delivery(Request request, Answer answer, OutputStream out) {
        this.request = request;
        this.answer = answer;
        this.out = out;
    }

    /** Bytes of the body that were sent. */
    long sent() {
        return sent;
    }

    End send() throws IOException {
        for (Fault fault : answer.faults()) {
            if (fault instanceof Fault.Delay delay) {
                pause(delay.time().toNanos());
            } else if (fault instanceof Fault.Hang) {
                return End.HANG;
            } else if (fault instanceof Fault.Reset) {
                return End.RESET;
            } else if (fault instanceof Fault.Close) {
                return End.CLOSE;
            } else if (fault instanceof Fault.Slow slow) {
                rate = slow.rate();
            } else if (fault instanceof Fault.Stall stall) {
                breaks(stall.after(), End.HANG);
            } else if (fault instanceof Fault.Cut cut) {
                breaks(cut.after(), End.RESET);
            } else if (fault instanceof Fault.Truncate truncate) {
                breaks(truncate.after() < 0 ? answer.content().length() / 2 : truncate.after(), End.CLOSE);
            } else if (fault instanceof Fault.Corrupt) {
                corrupt = true;
            }
        }
        Content content = answer.content();
        long from = answer.status() == 200 ? request.from() : 0;
        if (from > 0 && from >= content.length()) {
            head(416, 0, -1);
            return End.SENT;
        }
        long to = answer.status() == 200 ? request.to(content.length() - 1) : content.length() - 1;
        boolean part = answer.status() == 200 && request.headers().containsKey("range");
        head(part ? 206 : answer.status(), from, to);
        return request.method().equals("HEAD") ? End.SENT : body(content, from, to);
    }

    private void breaks(long after, End by) {
        breakAt = after;
        brokenBy = by;
    }

    private void head(int status, long from, long to) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
        answer.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (status == 206) {
            head.append("Content-Range: bytes ").append(from).append('-').append(to).append('/').append(answer.content().length()).append("\r\n");
        }
        head.append("Content-Length: ").append(to + 1 - from).append("\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private End body(Content content, long from, long to) throws IOException {
        byte[] buffer = new byte[rate == 0 ? CHUNK : (int) Math.max(1, Math.min(CHUNK, rate / 10))];
        long began = System.nanoTime();
        try (InputStream in = content.source().open()) {
            in.skipNBytes(from);
            for (long at = from; at <= to; at = from + sent) {
                if (at >= breakAt) {
                    return brokenBy;
                }
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, Math.min(to + 1, breakAt) - at));
                if (corrupt && at + n == content.length()) {
                    buffer[n - 1] ^= 1;
                }
                out.write(buffer, 0, n);
                out.flush();
                sent += n;
                if (rate > 0) {
                    pause(began + sent * TimeUnit.SECONDS.toNanos(1) / rate - System.nanoTime());
                }
            }
        }
        return End.SENT;
    }

    private static void pause(long nanoseconds) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanoseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the registry is closing", e);
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 206 -> "Partial Content";
            case 307 -> "Temporary Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 416 -> "Range Not Satisfiable";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Status " + status;
        };
    }
}
