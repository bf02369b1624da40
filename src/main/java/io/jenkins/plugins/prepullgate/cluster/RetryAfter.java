package io.jenkins.plugins.prepullgate.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Date;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * For how long an API server that is busy asks to be left alone (RFC 9110, 10.2.3). It says so in a header, which the library drops from what it
 * throws, and at times in its status, which the library keeps: so what the header says is put there.
 */
final class RetryAfter {
    /** A server, or a proxy in front of it, that asks for more does not silence us. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final String HEADER = "Retry-After";
    private static final int TOO_MANY_REQUESTS = 429;
    /** Thirty years, and nine digits. */
    private static final int MOST_SECONDS = 999_999_999;
    /** More than any status has; what proxies send instead is not kept. */
    private static final long STATUS_BYTES = 64 * 1024L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private RetryAfter() {}

    /** Whether a server that answers so may do better later: the answers with which client-go, too, looks for the header. */
    static boolean busy(int code) {
        return code == TOO_MANY_REQUESTS || code >= HttpURLConnection.HTTP_INTERNAL_ERROR;
    }

    /** Seconds that the server asks for; 0 when it does not say. */
    static int seconds(Status status) {
        Integer seconds = status == null || status.getDetails() == null ? null : status.getDetails().getRetryAfterSeconds();
        return seconds == null ? 0 : Math.max(0, seconds);
    }

    /** The answer to a request to watch, which has no body that the library would show. */
    static Status status(int code, String header) {
        int seconds = header != null && header.matches("\\d{1,9}") ? Integer.parseInt(header) : 0;
        return new StatusBuilder().withCode(code).withNewDetails().withRetryAfterSeconds(seconds).endDetails().build();
    }

    /** What the server answers, with what it asks for kept. */
    static Response answer(Interceptor.Chain chain) throws IOException {
        try {
            return kept(chain.proceed(chain.request()));
        } catch (NumberFormatException e) {
            // The library looks for the time in some answers itself, and breaks on one that is too long for it: the answer is lost, not what it asks.
            return kept(new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(HttpURLConnection.HTTP_UNAVAILABLE)
                    .message("Service Unavailable")
                    .header(HEADER, Integer.toString(MOST_SECONDS))
                    .body(ResponseBody.create("", MediaType.get("text/plain")))
                    .build());
        }
    }

    /** The answer as it came, unless it tells a time: then with that in its status, and in whole seconds in its header. */
    private static Response kept(Response answer) throws IOException {
        int seconds = busy(answer.code()) ? seconds(answer) : 0;
        if (seconds == 0) {
            return answer;
        }
        ObjectNode status = said(answer);
        JsonNode details = status.get("details");
        (details instanceof ObjectNode known ? known : status.putObject("details")).put("retryAfterSeconds", seconds);
        answer.close();
        return answer.newBuilder()
                .header(HEADER, Integer.toString(seconds))
                .body(ResponseBody.create(status.toString(), MediaType.get("application/json")))
                .build();
    }

    private static ObjectNode said(Response answer) throws IOException {
        try {
            if (JSON.readTree(answer.peekBody(STATUS_BYTES).string()) instanceof ObjectNode status && status.path("code").isInt()) {
                return status;
            }
        } catch (JsonProcessingException e) {
            // A proxy's page, or the bare words of a server that sheds load: the code says as much.
            return bare(answer);
        }
        return bare(answer);
    }

    private static ObjectNode bare(Response answer) {
        return JSON.createObjectNode().put("kind", "Status").put("apiVersion", "v1").put("code", answer.code()).put("message", answer.message());
    }

    private static int seconds(Response answer) {
        String text = Meta.text(answer.header(HEADER)).trim();
        if (text.matches("\\d+")) {
            return text.length() > 9 ? MOST_SECONDS : Integer.parseInt(text);
        }
        Date until = answer.headers().getDate(HEADER);
        if (until == null) {
            return 0;
        }
        // By the server's own clock, which need not be ours.
        Date now = answer.headers().getDate("Date");
        long millis = until.getTime() - (now == null ? System.currentTimeMillis() : now.getTime());
        return (int) Math.max(0, Math.min(MOST_SECONDS, (millis + 999) / 1000));
    }
}
