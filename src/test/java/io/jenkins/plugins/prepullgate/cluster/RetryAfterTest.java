package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Rule;
import org.junit.Test;

/** What the library does with the header, it does with a real answer: the server is a mock, the client is ours. */
public class RetryAfterTest {
    private static final String NODES = "/api/v1/nodes.*";

    @Rule
    public final MockApi api = new MockApi();

    @Test
    public void aListThatIsRefusedSaysForHowLong() throws Exception {
        try (ClusterClient client = ClusterClient.connect(api.target())) {
            assertThat(asked(client, 429, "7", client.fabric8().nodes()::list)).isEqualTo(Duration.ofSeconds(7));
            assertThat(asked(client, 503, "Wed, 21 Oct 2099 07:28:00 GMT", client.fabric8().nodes()::list)).isEqualTo(RetryAfter.LONGEST);
            assertThat(asked(client, 429, "99999999999999999999", client.fabric8().nodes()::list)).isEqualTo(RetryAfter.LONGEST);
        }
    }

    @Test
    public void aRequestOfOurOwnAndAWatchSaySoToo() throws Exception {
        try (ClusterClient client = ClusterClient.connect(api.target())) {
            ThrowingCallable get = () -> client.get("/api/v1/nodes", "application/json", Node.class);
            assertThat(asked(client, 503, "7", get)).isEqualTo(Duration.ofSeconds(7));
            ThrowingCallable watch = () -> client.watch("/api/v1/nodes?watch=true", Node.class, null);
            assertThat(asked(client, 429, "7", watch)).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    public void whatIsNoTimeOrLiesBehindOrIsNoBusyServersIsNotObeyed() throws Exception {
        try (ClusterClient client = ClusterClient.connect(api.target())) {
            for (String text : new String[] {"", "0", "-5", "soon", "1.5", "Sun, 06 Nov 1994 08:49:37 GMT"}) {
                assertThat(asked(client, 429, text, client.fabric8().nodes()::list)).as(text).isNull();
            }
            assertThat(asked(client, 404, "7", client.fabric8().nodes()::list)).isNull();
        }
    }

    @Test
    public void theServersOwnWordsStay() throws Exception {
        api.refuseOnce(NODES, 429, "storage is (re)initializing", "7");
        try (ClusterClient client = ClusterClient.connect(api.target())) {
            assertThatThrownBy(client.fabric8().nodes()::list).satisfies(failure -> assertThat(Failures.of(failure, api.target()))
                    .hasMessageEndingWith("the API server answers 429: storage is (re)initializing; it asks to be left alone for 7 s"));
        }
    }

    @Test
    public void aSingleRequestIsNotSentAgainBeforeTheTime() throws Exception {
        api.refuseOnce(NODES, 429, "busy", "1");
        long begun = System.nanoTime();
        try (ClusterClient client = ClusterClient.connect(api.target())) {
            assertThat(client.nodes()).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    public void closingEndsTheWaitAtOnce() throws Exception {
        api.refuseOnce(NODES, 503, "starting", "60");
        ClusterClient client = ClusterClient.connect(api.target());
        CompletableFuture<Object> nodes = CompletableFuture.supplyAsync(() -> {
            try {
                return client.nodes();
            } catch (ConnectionException e) {
                return e;
            }
        });
        await().atMost(Duration.ofSeconds(50)).until(() -> api.requests().size() == 1);

        client.close();

        assertThat(nodes.get(50, TimeUnit.SECONDS)).isInstanceOf(ConnectionException.class);
        assertThat(api.requests()).hasSize(1);
    }

    /** What is understood of such an answer; null when it says nothing. */
    private Duration asked(ClusterClient client, int code, String retryAfter, ThrowingCallable request) {
        api.refuseOnce(NODES, code, "busy", retryAfter);
        Throwable failure = catchThrowable(request);
        assertThat(failure).isNotNull();
        return Failures.of(failure, client.target()).retryAfter();
    }
}
