package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * The library's HTTP client, with a limit to the wait for the answer to a request to watch: neither 7.3.1 nor 7.8.0 has one, and the request would
 * hold its thread for as long as a dead server says nothing. Its threads are ours by name, light ones where there are any ({@link LightThreads}), and
 * leave soon when there is nothing to do.
 */
final class HttpClients extends OkHttpClientFactory {
    private static final String THREADS = "http";

    private final Duration limit;
    private final ServerTime time;

    HttpClients(Duration limit, ServerTime time) {
        this.limit = limit;
        this.time = time;
    }

    @Override
    protected Dispatcher initDispatcher() {
        Dispatcher dispatcher = new Dispatcher(LightThreads.executor(THREADS).orElseGet(HttpClients::threads));
        // Watches count as requests for as long as they stand; how many requests there are, the workshop decides.
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }

    private static ExecutorService threads() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, Workshop.IDLE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), Workshop.threads(THREADS));
    }

    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
        builder.addInterceptor(this::limitHandshake);
        builder.addInterceptor(RetryAfter::answer);
        builder.addInterceptor(time::answer);
        // An API server sends nobody elsewhere; who does would have us ask in the controller's network whatever he likes.
        builder.followRedirects(false).followSslRedirects(false);
    }

    /** Reading has this limit until the WebSocket stands; from then on pings watch over it. */
    private Response limitHandshake(Interceptor.Chain chain) throws IOException {
        boolean handshake = "websocket".equalsIgnoreCase(chain.request().header("Upgrade"));
        Interceptor.Chain limited = handshake ? chain.withReadTimeout(Math.toIntExact(limit.toMillis()), TimeUnit.MILLISECONDS) : chain;
        return limited.proceed(chain.request());
    }
}
