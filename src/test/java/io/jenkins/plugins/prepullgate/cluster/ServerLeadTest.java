package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.Test;

/** What the dates of answers say of the API server's clock. */
public class ServerLeadTest {
    private static final Request REQUEST = new Request.Builder().url("http://api.test/").build();

    private final ServerTime time = new ServerTime();
    private volatile Instant ours = Instant.parse("2026-01-01T15:12:00Z");
    private final ServerLead lead = new ServerLead(() -> ours);

    /** Has an answer with that date come; null for none. */
    private void answered(int code, String date) throws IOException {
        Interceptor scripted = chain -> {
            Response.Builder answer = new Response.Builder()
                    .request(chain.request()).protocol(Protocol.HTTP_1_1).code(code).message("Scripted")
                    .body(ResponseBody.create("{}", MediaType.get("application/json")));
            return (date == null ? answer : answer.header("Date", date)).build();
        };
        new OkHttpClient.Builder().addInterceptor(time::answer).addInterceptor(scripted).build().newCall(REQUEST).execute().close();
    }

    @Test
    public void nothingIsKnownBeforeAnAnswerHasADate() throws IOException {
        for (String none : new String[] {null, "", "yesterday", "99999999999999999999"}) {
            answered(200, none);
            assertThat(lead.after(time)).as(none).isNull();
        }
    }

    @Test
    public void theDateOfAnAnswerTellsHowFarOurClockIsAhead() throws IOException {
        answered(200, "Thu, 01 Jan 2026 12:00:00 GMT");
        assertThat(Duration.ofSeconds(lead.after(time).seconds())).isBetween(Duration.ofMinutes(191), Duration.ofMinutes(192));
        assertThat(time.last().orElseThrow().now()).isAfterOrEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
    }

    /** As a proxy in front of it does, and a server that refuses us for a certificate that is not valid yet by its own clock. */
    @Test
    public void whoRefusesUsTellsNoTime() throws IOException {
        for (int code : List.of(302, 401, 403, 404, 429, 502, 503)) {
            answered(code, "Thu, 01 Jan 1970 00:00:00 GMT");
        }
        assertThat(lead.after(time)).isNull();
    }

    /** A view is made anew when something is different; a second more or less is nothing. */
    @Test
    public void itIsTheSameUntilTheDifferenceIsAnother() throws IOException {
        answered(200, "Thu, 01 Jan 2026 12:00:00 GMT");
        Object first = lead.after(time);
        ours = ours.plusSeconds(1);
        answered(200, "Thu, 01 Jan 2026 12:00:00 GMT");
        assertThat(lead.after(time)).isSameAs(first);
        answered(200, null);
        assertThat(lead.after(time)).isSameAs(first);
        answered(200, "Thu, 01 Jan 2026 15:12:00 GMT");
        assertThat(Math.abs(lead.after(time).seconds())).isLessThan(60);
    }

    @Test
    public void noDateIsTooAbsurdToBeRead() throws IOException {
        for (String absurd : List.of("Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 01 Jan 0001 00:00:00 GMT")) {
            answered(200, absurd);
            assertThat(lead.after(time)).as(absurd).isNotNull();
        }
    }
}
