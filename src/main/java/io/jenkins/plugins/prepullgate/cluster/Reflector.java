package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import io.jenkins.plugins.prepullgate.rollout.SourceState.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps a shelf like one resource of the cluster: reads everything once, watches from there, and begins again when the watch cannot be continued.
 * It never gives up, and it always says how well it sees: the library's informers reconnect for ever without telling.
 *
 * <p>Blocking calls run on the workshop's workers, one at a time. {@code changed} is called after every change of what is on the shelf or of the
 * state, never under a lock.
 */
final class Reflector<T extends HasMetadata, F> implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Reflector.class.getName());
    /** An API server that has just started refuses rightful callers until it has read its rules. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(2);

    private final Feed<T> feed;
    private final Function<T, Optional<F>> mapping;
    private final Shelf<F> shelf;
    private final Workshop workshop;
    private final Runnable changed;
    private final Backoff backoff;

    private volatile SourceState state;
    /** Null while nothing is watched. */
    private Connection current;
    /** Null when everything must be read again. */
    private String version;
    /** The newest that is known of each object that is there, by name. */
    private final Map<String, String> versions = new HashMap<>();

    private boolean everLive;
    private Instant lostAt;
    /** Whether a watch that came too late has made everything be read once more: not over and over, where everything is slow. */
    private boolean readAgain;
    private Instant refusedSince;
    private boolean closed;

    Reflector(Feed<T> feed, Function<T, Optional<F>> mapping, Shelf<F> shelf, Workshop workshop, Runnable changed) {
        this.feed = feed;
        this.mapping = mapping;
        this.shelf = shelf;
        this.workshop = workshop;
        this.changed = changed;
        this.backoff = new Backoff(workshop.tuning());
        this.state = new SourceState(Sight.SYNCING, workshop.now(), "");
    }

    void start() {
        workshop.run(this::attempt);
    }

    SourceState state() {
        return state;
    }

    @Override
    public void close() {
        Connection last;
        synchronized (this) {
            closed = true;
            last = current;
            current = null;
        }
        if (last != null && last.line != null) {
            last.line.close();
        }
    }

    private void attempt() {
        try {
            String from;
            Instant asOf;
            synchronized (this) {
                if (closed) {
                    return;
                }
                // After a time without sight, what was missed would come only after the first look at what is old.
                from = state.sight() == Sight.STALE ? null : version;
                asOf = from == null || lostAt == null ? workshop.now() : lostAt;
            }
            watch(from == null ? readAll() : from, asOf);
        } catch (ConnectionException | RuntimeException | LinkageError e) {
            failed(e);
        }
    }

    private String readAll() throws ConnectionException {
        Map<String, F> items = new HashMap<>();
        Map<String, String> readVersions = new HashMap<>();
        String read = feed.readAll(object -> {
            readVersions.put(Meta.of(object).getName(), Meta.text(Meta.of(object).getResourceVersion()));
            map(object).ifPresent(fact -> items.put(Meta.of(object).getName(), fact));
        });
        synchronized (this) {
            version = read;
            versions.clear();
            versions.putAll(readVersions);
        }
        if (shelf.replaceAll(items)) {
            changed.run();
        }
        return read;
    }

    /** @param asOf when what is known was true */
    private void watch(String from, Instant asOf) throws ConnectionException {
        Connection connection = new Connection();
        synchronized (this) {
            if (closed) {
                return;
            }
            current = connection;
        }
        Feed.Line line = feed.watch(from, connection);
        boolean wanted;
        boolean late;
        synchronized (this) {
            // It may have ended already, and then the next attempt is under way.
            wanted = current == connection;
            late = wanted && !readAgain && !workshop.now().isBefore(asOf.plus(workshop.tuning().request()));
            readAgain = late;
            if (late) {
                current = null;
                version = null;
            } else if (wanted) {
                connection.line = line;
                everLive = true;
                refusedSince = null;
                lostAt = null;
                tell(Sight.LIVE, workshop.now(), "");
            }
        }
        if (wanted && !late) {
            changed.run();
            return;
        }
        line.close();
        if (late) {
            workshop.run(this::attempt);
        }
    }

    /** The attempt itself failed. */
    private void failed(Throwable e) {
        ConnectionException failure = e instanceof ConnectionException known ? known : workshop.explain(e);
        Duration delay;
        synchronized (this) {
            if (closed) {
                return;
            }
            current = null;
            if (Failures.gone(e)) {
                version = null;
            }
            Instant now = workshop.now();
            refusedSince = !failure.refused() ? null : refusedSince == null ? now : refusedSince;
            boolean again = state.forbidden();
            if (failure.refused() && (!everLive || !now.isBefore(refusedSince.plus(workshop.tuning().refusedRetry())))) {
                tell(Sight.FORBIDDEN, now, failure.getMessage());
                delay = again ? workshop.tuning().refusedRetry() : shorter(SECOND_LOOK, workshop.tuning().refusedRetry());
            } else {
                tell(everLive ? Sight.STALE : Sight.SYNCING, lostAt == null ? now : lostAt, failure.getMessage());
                delay = backoff.next(failure.retryAfter());
            }
        }
        changed.run();
        workshop.runLater(delay, this::attempt);
    }

    /** The watch has ended. Servers end watches now and then, so one that has lived for a while may come back before anybody is alarmed. */
    private void lost(Connection connection, Throwable cause, boolean disordered) {
        boolean stable;
        Duration delay;
        Duration asked = cause == null ? null : workshop.explain(cause).retryAfter();
        synchronized (this) {
            if (closed || current != connection) {
                return;
            }
            current = null;
            lostAt = workshop.now();
            stable = !lostAt.isBefore(connection.since.plus(workshop.tuning().stable()));
            // Some proxies answer a version that is too old with a bare end instead of 410 Gone (kubernetes/kubernetes 137089).
            if (disordered || cause != null && Failures.gone(cause) || !stable && !connection.heard) {
                version = null;
            }
            if (stable) {
                backoff.reset();
                delay = asked == null ? Duration.ZERO : backoff.next(asked);
            } else {
                tell(Sight.STALE, lostAt, ended(cause));
                delay = backoff.next(asked);
            }
        }
        workshop.runLater(delay, this::attempt);
        if (stable) {
            workshop.remind(workshop.tuning().grace(), () -> overdue(cause));
        } else {
            changed.run();
        }
    }

    private void overdue(Throwable cause) {
        synchronized (this) {
            if (closed || !state.live() || lostAt == null) {
                return;
            }
            tell(Sight.STALE, lostAt, ended(cause));
        }
        changed.run();
    }

    private String ended(Throwable cause) {
        return cause == null ? "the watch has ended" : "the watch has ended: " + workshop.explain(cause).getMessage();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Keeps the time when a state began while only its detail changes. */
    private void tell(Sight sight, Instant since, String detail) {
        state = new SourceState(sight, state.sight() == sight ? state.since() : since, detail);
    }

    /** An object that cannot be understood must not take the others with it. */
    private Optional<F> map(T object) {
        try {
            return mapping.apply(object);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Left out because it cannot be understood: " + object.getKind() + " " + Meta.of(object).getName());
            return Optional.empty();
        }
    }

    /** One watch, from its beginning to its end. */
    private final class Connection implements Feed.Listener<T> {
        private final Instant since = workshop.now();
        /** Null until it stands. Guarded by the reflector, as is what follows. */
        private Feed.Line line;

        private boolean heard;

        @Override
        public void put(T object) {
            String name = Meta.of(object).getName();
            // What is known already, of the same object or by a newer change of it, is no news.
            heard(object, next -> next.equals(versions.get(name)) || Meta.older(next, versions.get(name)), () -> {
                versions.put(name, version);
                return map(object).map(fact -> shelf.put(name, fact)).orElseGet(() -> shelf.remove(name));
            });
        }

        @Override
        public void removed(T object) {
            String name = Meta.of(object).getName();
            // Another of the same name has come since.
            heard(object, next -> Meta.older(next, versions.get(name)), () -> {
                versions.remove(name);
                return shelf.remove(name);
            });
        }

        @Override
        public void upTo(String newer) {
            synchronized (Reflector.this) {
                if (current == this) {
                    heard = true;
                    version = newer;
                }
            }
        }

        @Override
        public void ended(Throwable cause) {
            lost(this, cause, false);
        }

        /** What comes late would put back what has changed since, perhaps for ever: only reading everything again tells what holds. */
        private void disordered() {
            Feed.Line last;
            synchronized (Reflector.this) {
                last = line;
            }
            lost(this, new KubernetesClientException("a change came after a newer one"), true);
            if (last != null) {
                last.close();
            }
        }

        /** @param overtaken whether a change of that version, which comes after a newer one, says nothing that is not known */
        private void heard(T object, Predicate<String> overtaken, BooleanSupplier change) {
            if (!Meta.named(object)) {
                return;
            }
            boolean differs = false;
            boolean disordered;
            synchronized (Reflector.this) {
                if (current != this) {
                    return;
                }
                heard = true;
                String next = Meta.text(Meta.of(object).getResourceVersion());
                disordered = Meta.older(next, version);
                if (disordered && overtaken.test(next)) {
                    return;
                }
                if (!disordered) {
                    version = next;
                    differs = change.getAsBoolean();
                }
            }
            if (disordered) {
                disordered();
            } else if (differs) {
                changed.run();
            }
        }
    }
}
