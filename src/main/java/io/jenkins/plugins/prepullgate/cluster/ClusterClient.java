package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.ClockLead;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection to an API server, for single requests. Making one sends nothing. Safe from any thread. */
public final class ClusterClient implements AutoCloseable {
    /** Page size of every list: the one that kubectl and client-go use. */
    static final long PAGE = 500L;

    private static final int TRIES = 3;
    /** As long as an API server may be out of sight by default, and two pauses of the longest. */
    private static final Duration OUTAGE = RetryAfter.LONGEST.multipliedBy(2);

    private final ClusterTarget target;
    private final Tuning tuning;
    private final Forbearance forbearance;
    private final ServerTime time;
    private final KubernetesClient client;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ClusterClient(ClusterTarget target, Tuning tuning, Forbearance forbearance, ServerTime time, KubernetesClient client) {
        this.target = target;
        this.tuning = tuning;
        this.forbearance = forbearance;
        this.time = time;
        this.client = client;
    }

    /**
     * Prepares a connection.
     *
     * @throws ConnectionException when a certificate or key of the target cannot be read
     */
    public static ClusterClient connect(ClusterTarget target) throws ConnectionException {
        return connect(target, Tuning.DEFAULT);
    }

    /**
     * The same for one who says for how long a busy server is left alone, and hears of it.
     *
     * @throws ConnectionException when a certificate or key of the target cannot be read
     */
    public static ClusterClient connect(ClusterTarget target, Forbearance forbearance) throws ConnectionException {
        return connect(target, Tuning.DEFAULT, forbearance);
    }

    static ClusterClient connect(ClusterTarget target, Tuning tuning) throws ConnectionException {
        return connect(target, tuning, new Forbearance(OUTAGE, line -> {}));
    }

    private static ClusterClient connect(ClusterTarget target, Tuning tuning, Forbearance forbearance) throws ConnectionException {
        Objects.requireNonNull(target, "target");
        ServerTime time = new ServerTime();
        try {
            return Loaders.inLibrary(() -> new ClusterClient(target, tuning, forbearance, time, library(target, tuning, time)));
        } catch (RuntimeException e) {
            throw new ConnectionException(
                    Kind.CONFIGURATION,
                    "cluster " + target.displayName() + ": the certificates or keys that it is given cannot be used: " + Causes.innermost(e),
                    e);
        }
    }

    private static KubernetesClient library(ClusterTarget target, Tuning tuning, ServerTime time) {
        Config config = ClientConfigs.of(target, tuning);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new HttpClients(tuning.request(), time))
                .withHttpClientBuilderConsumer(http -> Trust.limit(http, target, config))
                .build();
    }

    /** The library's client, for this package and for tests; everybody else is kept from it by the architecture's rules. */
    public KubernetesClient fabric8() {
        return client;
    }

    public ClusterTarget target() {
        return target;
    }

    ServerTime time() {
        return time;
    }

    /** What the API server's clock shows, as far as it has told, when ours shows that; never later than that. */
    Instant theirs(Instant ours) {
        return ClockLead.dated(ours, time.now());
    }

    /**
     * All nodes, by name. Tries again where that may help.
     *
     * @throws ConnectionException when they cannot be read
     */
    public List<NodeFacts> nodes() throws ConnectionException {
        return call(() -> {
            List<NodeFacts> nodes = new ArrayList<>();
            new Pages<>(client.nodes(), Selection.ALL).forEach(node -> NodeMapping.facts(node).ifPresent(nodes::add));
            nodes.sort(Comparator.comparing(NodeFacts::name));
            return List.copyOf(nodes);
        });
    }

    /**
     * The prepullers of a namespace, of whatever kind. Tries again where that may help.
     *
     * @throws ConnectionException when they cannot be read
     */
    public List<DaemonSetFacts> pullers(String namespace) throws ConnectionException {
        return call(() -> {
            List<DaemonSetFacts> pullers = new ArrayList<>();
            new Pages<>(client.apps().daemonSets().inNamespace(namespace), Selection.ALL)
                    .forEach(set -> DaemonSetMapping.facts(set).filter(s -> PullerGeneration.of(s).isPresent()).ifPresent(pullers::add));
            return List.copyOf(pullers);
        });
    }

    /**
     * Whether a puller in the namespace could be watched: the server answers, accepts the credentials, has the namespace and lets us list its
     * DaemonSets. A caller who may not read the namespace itself is not asked to.
     *
     * @throws ConnectionException saying which of these it is
     */
    public void check(String namespace) throws ConnectionException {
        boolean inhabited;
        try {
            inhabited = call(() -> hasDaemonSets(namespace));
        } catch (ConnectionException e) {
            // Who may read no DaemonSets in any namespace is told first that this one is not there.
            if (e.kind() == Kind.FORBIDDEN) {
                checkExists(namespace);
            }
            throw e;
        }
        if (!inhabited) {
            checkExists(namespace);
        }
    }

    private boolean hasDaemonSets(String namespace) {
        ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
        return !Meta.list(client.apps().daemonSets().inNamespace(namespace).list(one).getItems()).isEmpty();
    }

    private void checkExists(String namespace) throws ConnectionException {
        if (!call(() -> namespaceExists(namespace))) {
            throw new ConnectionException(Kind.NO_SUCH_NAMESPACE, "cluster " + target.displayName() + " has no namespace '" + namespace + "'");
        }
    }

    /** Watches a resource. Returns once the watch stands, and fails as the library does. */
    <T extends HasMetadata> Feed.Line watch(String pathAndQuery, Class<T> type, Feed.Listener<T> listener) {
        return watch(pathAndQuery, "application/json", type, listener);
    }

    /** The same, with objects in the form that is accepted. */
    <T extends HasMetadata> Feed.Line watch(String pathAndQuery, String accept, Class<T> type, Feed.Listener<T> listener) {
        return SocketWatch.open(client, pathAndQuery, accept, type, listener, tuning.connect().plus(tuning.request()));
    }

    /** Reads what the library has no call for, in the form that is accepted. Fails as the library does. */
    <T> T get(String pathAndQuery, String accept, Class<T> type) {
        return RawGet.of(client, pathAndQuery, accept, type, tuning.connect().plus(tuning.request()));
    }

    private boolean namespaceExists(String namespace) {
        try {
            return client.namespaces().withName(namespace).get() != null;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                // A Role in the namespace does not reach the namespace object; the list before it has decided.
                return true;
            }
            throw e;
        }
    }

    /** One request, tried again after failures that pass; not before the server wants it, and not at all where that is too long. */
    <T> T call(Callable<T> request) throws ConnectionException {
        Backoff backoff = new Backoff(tuning);
        for (int tried = 1; ; tried++) {
            ConnectionException failure;
            try {
                T answer = request.call();
                forbearance.served();
                return answer;
            } catch (Exception e) {
                failure = e instanceof ConnectionException known ? known : Failures.of(e, target);
            }
            if (tried == TRIES || !failure.passing() || !forbearance.grants(failure)) {
                throw failure;
            }
            try {
                if (closed.await(backoff.next(failure.retryAfter()).toMillis(), TimeUnit.MILLISECONDS)) {
                    throw failure;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure;
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        client.close();
    }

    @Override
    public String toString() {
        return "ClusterClient[" + target + "]";
    }
}
