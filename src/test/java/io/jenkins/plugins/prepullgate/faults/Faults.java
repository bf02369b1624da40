package io.jenkins.plugins.prepullgate.faults;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What a {@link FaultyProxy} does wrong just now. Safe from any thread; counts go down as the faults happen. */
public final class Faults {
    private static final String TOO_OLD = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Expired\","
            + "\"message\":\"too old resource version\",\"code\":410}";

    /** Events of watches that come as the first half of their text. */
    public final AtomicInteger halved = new AtomicInteger();
    /** Events of watches that come twice. */
    public final AtomicInteger doubled = new AtomicInteger();
    /** Events of watches that come after the next one, or after a while. */
    public final AtomicInteger delayed = new AtomicInteger();
    /** Events of watches that come again after the next one. */
    public final AtomicInteger repeated = new AtomicInteger();
    /** Answers to lists that come as the first half of their text, as if that were all. */
    public final AtomicInteger cut = new AtomicInteger();
    /** Answers to lists whose connection ends in the middle. */
    public final AtomicInteger torn = new AtomicInteger();

    private volatile Duration latency = Duration.ZERO;
    private volatile Supplier<Message> answer;
    private volatile boolean held;

    /** One of so many; no more when it is used up. */
    static boolean take(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    /** Each request, each answer and each event takes so much longer. */
    public void latency(Duration longer) {
        latency = longer;
    }

    Duration latency() {
        return latency;
    }

    /**
     * Every request is answered with this status, as by a server that is busy or behind a broken balancer.
     *
     * @param retryAfterSeconds negative for none
     */
    public void answer(int status, int retryAfterSeconds) {
        String[] headers = retryAfterSeconds < 0 ? new String[0] : new String[] {"Retry-After: " + retryAfterSeconds};
        String body = status == 410 ? TOO_OLD : "{\"kind\":\"Status\",\"code\":" + status + ",\"message\":\"on purpose\"}";
        answer = () -> Message.answer(status, body, headers);
    }

    /** Every request is answered with a page that is no answer to it, as by a portal that wants one to sign in. */
    public void answerWithPage() {
        answer = () -> Message.answer(200, "<html><body>Please sign in</body></html>");
    }

    /** Requests reach the server again. */
    public void pass() {
        answer = null;
    }

    /** What a request is answered with instead of the server's answer; null to ask the server. */
    Message answer() {
        Supplier<Message> now = answer;
        return now == null ? null : now.get();
    }

    /** The event with which a server ends a watch that is too old. */
    static Frame tooOld() {
        return Frame.text("{\"type\":\"ERROR\",\"object\":" + TOO_OLD + "}");
    }

    /** Connections stay open, and nothing comes through them. */
    public synchronized void hold() {
        held = true;
    }

    /** What was held comes. */
    public synchronized void release() {
        held = false;
        notifyAll();
    }

    /** Returns when nothing is held, after the latency. */
    void pause() throws InterruptedException {
        synchronized (this) {
            while (held) {
                wait();
            }
            long until = System.nanoTime() + latency.toNanos();
            for (long left = latency.toNanos(); left > 0; left = until - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
    }
}
