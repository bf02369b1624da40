package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.rollout.Redaction;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Asks many routes at once through the public proxy. The caller's thread hands the requests out and nobody waits for a single one; a place that
 * becomes free is taken by the next.
 */
final class RouteChecker {
    /** Where a single-user server tells strangers its version; JupyterHub itself asks there whether a server is up. */
    private static final String PROBE = "api";
    /** How often the caller hears of a check under way. */
    private static final Duration TELLING = Duration.ofSeconds(1);

    private final HubClient client;
    private final RouteSpec spec;

    RouteChecker(HubClient client, RouteSpec spec) {
        this.client = client;
        this.spec = spec;
    }

    /** How far a check is. */
    record Counts(int done, int total, int broken, int slow) {}

    /**
     * Asks them all.
     *
     * @param progress hears on the caller's thread, about once a second
     * @return what was found, in no order; fewer than asked for when the budget ran out
     */
    List<RouteAnswer> check(List<HubServer> servers, Budget budget, Consumer<Counts> progress) throws InterruptedException {
        Sweep sweep = new Sweep(servers.size(), budget, progress);
        try {
            for (HubServer server : servers) {
                if (!sweep.place()) {
                    break;
                }
                sweep.ask(server);
            }
            sweep.awaitRest();
        } finally {
            sweep.giveUp();
        }
        return sweep.answers();
    }

    private final class Sweep {
        private final Budget budget;
        private final int total;
        private final Consumer<Counts> progress;
        private final Semaphore places = new Semaphore(spec.concurrency());
        private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();
        private final Queue<RouteAnswer> answers = new ConcurrentLinkedQueue<>();
        private final AtomicInteger broken = new AtomicInteger();
        private final AtomicInteger slow = new AtomicInteger();
        private final long begun = System.nanoTime();
        private long told = begun;
        private int asked;

        Sweep(int total, Budget budget, Consumer<Counts> progress) {
            this.total = total;
            this.budget = budget;
            this.progress = progress;
        }

        /** Waits for a place, and for its turn where the rate is limited; false when the budget ran out first. */
        boolean place() throws InterruptedException {
            if (!acquire(1)) {
                return false;
            }
            if (spec.perSecond() > 0) {
                long turn = begun + TimeUnit.SECONDS.toNanos(1) * asked / spec.perSecond();
                budget.pause(Duration.ofNanos(Math.max(0, turn - System.nanoTime())));
            }
            return true;
        }

        void ask(HubServer server) {
            asked++;
            Optional<HttpRequest.Builder> request = request(server.url());
            if (request.isEmpty()) {
                String named = server.url().isEmpty() ? "no address" : "an address that is none: " + Redaction.brief(server.url());
                add(new RouteAnswer(server, RouteState.DEAD, null, "the hub names " + named));
                places.release();
                return;
            }
            URI address = request.get().build().uri();
            if (!client.target().answersFor(address, spec.domain())) {
                String host = Redaction.brief(address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()));
                add(new RouteAnswer(server, RouteState.ELSEWHERE, null, "the hub names another host, " + host + ", which is not asked"));
                places.release();
                return;
            }
            long sent = System.nanoTime();
            CompletableFuture<HttpResponse<Void>> answer = client.send(request.get(), BodyHandlers.discarding(), spec.timeout());
            underWay.add(answer);
            answer.whenComplete((response, failure) -> {
                underWay.remove(answer);
                add(failure == null
                        ? RouteAnswer.of(server, response, Duration.ofNanos(System.nanoTime() - sent), spec)
                        : RouteAnswer.failed(server, unwrapped(failure)));
                places.release();
            });
        }

        /** Empty when what the hub names cannot be asked. */
        private Optional<HttpRequest.Builder> request(String url) {
            try {
                return url.isEmpty() ? Optional.empty() : Optional.of(client.toProxied(client.target().proxied(url + PROBE)));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private void add(RouteAnswer answer) {
            answers.add(answer);
            if (answer.state().broken()) {
                broken.incrementAndGet();
            } else if (answer.state() == RouteState.SLOW) {
                slow.incrementAndGet();
            }
        }

        void awaitRest() throws InterruptedException {
            acquire(spec.concurrency());
        }

        private boolean acquire(int permits) throws InterruptedException {
            while (!places.tryAcquire(permits, Math.min(TELLING.toNanos(), budget.left().toNanos()), TimeUnit.NANOSECONDS)) {
                tell();
                if (budget.spent()) {
                    return false;
                }
            }
            tell();
            return true;
        }

        private static Throwable unwrapped(Throwable failure) {
            return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        }

        private void tell() {
            if (System.nanoTime() - told >= TELLING.toNanos()) {
                told = System.nanoTime();
                progress.accept(new Counts(answers.size(), total, broken.get(), slow.get()));
            }
        }

        /** Nothing is left under way, whether the budget ran out or the caller was interrupted. */
        void giveUp() {
            List.copyOf(underWay).forEach(answer -> answer.cancel(true));
        }

        List<RouteAnswer> answers() {
            return new ArrayList<>(answers);
        }
    }
}
