package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;

/**
 * Requests that change something on a hub that fails now and then. Each is sent only once: after a failure that may pass, this remembers the trouble
 * and pauses, and the caller decides whether to send the request again.
 */
final class HubChanges {
    /** After so many failures in a row nothing more is tried. */
    private static final int PATIENCE = 6;

    private final HubApi api;
    private int failures;
    private String trouble;

    /** @param trouble what {@link #trouble()} says as long as no request has failed */
    HubChanges(HubApi api, String trouble) {
        this.api = api;
        this.trouble = trouble;
    }

    /** Whether it makes sense to go on. */
    boolean goOn() {
        return failures < PATIENCE;
    }

    /** What went wrong last. */
    String trouble() {
        return trouble;
    }

    /** Deletes a user, as {@link #change} does; one whom somebody else has deleted (404) is as good. */
    Optional<HubAnswer> deleteUser(String name) throws InterruptedException, ConnectionException {
        String path = "api/users/" + HubApi.encoded(name);
        return change("DELETE", path, null, HttpURLConnection.HTTP_NO_CONTENT, HttpURLConnection.HTTP_NOT_FOUND);
    }

    /**
     * Sends one change.
     *
     * @param body null for none
     * @param expected the statuses of a success
     * @return empty where it failed in a way that may pass; whether it took effect all the same is not known
     * @throws ConnectionException where it cannot pass
     */
    Optional<HubAnswer> change(String method, String path, Object body, int... expected) throws InterruptedException, ConnectionException {
        ConnectionException failure;
        Duration asked = null;
        try {
            HubAnswer answer = api.send(method, path, body);
            for (int status : expected) {
                if (answer.status() == status) {
                    failures = 0;
                    return Optional.of(answer);
                }
            }
            asked = answer.retryAfter();
            failure = HubFailures.of(answer, api.target());
            // A user whose server is just being stopped cannot be deleted yet, which is a 400.
            boolean stopping = method.equals("DELETE") && answer.status() == HttpURLConnection.HTTP_BAD_REQUEST;
            if (!stopping && !HubFailures.passing(answer.status())) {
                throw failure;
            }
        } catch (ConnectionException e) {
            if (!e.passing()) {
                throw e;
            }
            failure = e;
        }
        failures++;
        trouble = failure.getMessage();
        api.pause(asked == null ? Duration.ofSeconds(failures) : asked);
        return Optional.empty();
    }
}
