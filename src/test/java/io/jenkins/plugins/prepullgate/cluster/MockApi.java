package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.rules.ExternalResource;

/** An API server in memory, in plain HTTP: keeps what is written, feeds watches, and refuses what it is told to refuse. */
public class MockApi extends ExternalResource {
    private static final String ADMIN = "Bearer admin";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final Set<String> once = ConcurrentHashMap.newKeySet();
    /** Null while every caller is known. */
    private volatile String known;

    private final Map<String, Supplier<MockResponse>> answers = new ConcurrentHashMap<>();
    /** Held, since loggers that nobody holds forget their level. */
    private final Logger noise = Logger.getLogger("io.fabric8.mockwebserver");

    private final Logger blockedThreads = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");

    private KubernetesMockServer server;
    private ClusterClient admin;

    @Override
    protected void before() throws ConnectionException {
        noise.setLevel(Level.WARNING);
        blockedThreads.setLevel(Level.OFF);
        KubernetesCrudDispatcher crud = new KubernetesCrudDispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String path = request.getPath();
                if (!ADMIN.equals(request.getHeader("Authorization"))) {
                    requests.add(request.method() + " " + path);
                    String authorization = String.valueOf(request.getHeader("Authorization"));
                    authorizations.add(authorization);
                    if (known != null && !known.equals(authorization)) {
                        return status(401, "Unauthorized");
                    }
                    for (Map.Entry<String, Supplier<MockResponse>> answer : answers.entrySet()) {
                        if (path.matches(answer.getKey())) {
                            if (once.remove(answer.getKey())) {
                                answers.remove(answer.getKey());
                            }
                            return answer.getValue().get();
                        }
                    }
                }
                String type = String.valueOf(request.getHeader("Content-Type"));
                return type.contains("apply-patch") ? apply(this, request) : super.dispatch(request);
            }

            @Override
            public MockResponse handleWatch(String path) {
                return new MockResponse().withWebSocketUpgrade(new PromptEnd(super.handleWatch(path).getWebSocketListener()));
            }
        };
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), crud, false);
        server.init();
        admin = ClusterClient.connect(target().withCredentials(new Credentials.Token("admin")));
    }

    @Override
    protected void after() {
        admin.close();
        end(server);
    }

    /** It gives itself ten seconds. What a very busy machine leaves of it ends with the tests. */
    static void end(KubernetesMockServer server) {
        try {
            server.destroy();
        } catch (IllegalStateException e) {
            Logger.getLogger(MockApi.class.getName()).log(Level.WARNING, "The mock server does not end: {0}", e.getMessage());
        }
    }

    /** The server, for a caller without credentials. */
    public ClusterTarget target() {
        return ClusterTarget.of("http://localhost:" + server.getPort(), new Credentials.None());
    }

    public int port() {
        return server.getPort();
    }

    /** Server-side apply, which the dispatcher does not know: the whole object is put in place of the one that is there. */
    private static MockResponse apply(KubernetesCrudDispatcher crud, RecordedRequest request) {
        String path = request.getPath().replaceFirst("\\?.*", "");
        boolean there = crud.handleGet(path).code() == 200;
        HttpMethod method = there ? HttpMethod.PUT : HttpMethod.POST;
        String target = there ? path : path.substring(0, path.lastIndexOf('/'));
        RecordedRequest whole = new RecordedRequest(request.getHttpVersion(), method, target, request.getHeaders(), request.getBody());
        return there ? crud.handleUpdate(whole) : crud.handleCreate(whole);
    }

    /** Writes and reads without being counted or refused. */
    public KubernetesClient admin() {
        return admin.fabric8();
    }

    /** From now on whoever asks for a path that matches is answered with this status. */
    public void refuse(String path, int code, String message) {
        answers.put(path, () -> status(code, message));
    }

    /** The same once, and asks to be left alone for as long as {@code retryAfter} says: seconds, or a date of HTTP. */
    public void refuseOnce(String path, int code, String message, String retryAfter) {
        answers.put(path, () -> status(code, message).setHeader("Retry-After", retryAfter));
        once.add(path);
    }

    private static MockResponse status(int code, String message) {
        String body = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"" + message + "\",\"code\":" + code + "}";
        return new MockResponse().setResponseCode(code).setBody(body);
    }

    /** From now on only callers with this token are known; others are answered 401. */
    public void knowOnly(String token) {
        known = "Bearer " + token;
    }

    /** The next caller who asks for a path that matches is answered with this status. */
    public void refuseOnce(String path, int code, String message) {
        refuse(path, code, message);
        once.add(path);
    }

    /** Takes back what {@link #refuse} said. */
    public void allow(String path) {
        answers.remove(path);
    }

    /** Method and path of every request but the administrator's. */
    public List<String> requests() {
        return requests;
    }

    /** What was sent as Authorization with each of them. */
    public List<String> authorizations() {
        return authorizations;
    }
}
