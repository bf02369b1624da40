package io.jenkins.plugins.prepullgate.cluster;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * What an API server's clock shows, by the date of its answers (RFC 9110, 6.6.1), which Go's servers give to the second. A proxy before it may leave
 * that out, or give its own.
 */
final class ServerTime {
    /**
     * What one answer said.
     *
     * @param date the time that the server gave it
     * @param nanos when it was asked for, by {@link System#nanoTime}: a slow answer makes our clock look right rather than ahead
     */
    record Reading(Instant date, long nanos) {
        /** What the server's clock shows now. */
        Instant now() {
            return date.plusNanos(System.nanoTime() - nanos);
        }
    }

    private volatile Reading last;

    /** The last that was said; empty as long as no answer has said it. */
    Optional<Reading> last() {
        return Optional.ofNullable(last);
    }

    /** What the server's clock shows now; null as long as no answer has said it. */
    Instant now() {
        Reading known = last;
        return known == null ? null : known.now();
    }

    /** Passes an answer on, and keeps its date. What refuses us may be somebody else on the way. */
    Response answer(Interceptor.Chain chain) throws IOException {
        long sent = System.nanoTime();
        Response answer = chain.proceed(chain.request());
        Date date = answer.isSuccessful() ? answer.headers().getDate("Date") : null;
        if (date != null) {
            last = new Reading(date.toInstant(), sent);
        }
        return answer;
    }
}
