package io.jenkins.plugins.prepullgate.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates users in batches that follow the hub's answer time. */
final class UserCreation {
    private final HubChanges changes;
    private final Budget budget;
    private final Pace pace;
    private final Duration block;
    private final ServerStarter.Listener listener;

    /** @param block how long one request may keep the hub from serving others */
    UserCreation(HubChanges changes, Budget budget, Pace pace, Duration block, ServerStarter.Listener listener) {
        this.changes = changes;
        this.budget = budget;
        this.pace = pace;
        this.block = block;
        this.listener = listener;
    }

    /** Takes from {@code missing} what is there afterwards. @return how many are new */
    int create(Deque<String> missing) throws InterruptedException, ConnectionException {
        BatchSize size = new BatchSize(block);
        int wanted = missing.size();
        int created = 0;
        while (!missing.isEmpty() && changes.goOn() && !budget.spent()) {
            List<String> batch = missing.stream().limit(size.next()).toList();
            Optional<HubAnswer> answer = changes.change("POST", "api/users", Map.of("usernames", batch), HttpURLConnection.HTTP_CREATED, HttpURLConnection.HTTP_CONFLICT);
            if (answer.isEmpty()) {
                size.failed();
                continue;
            }
            size.took(batch.size(), answer.get().took());
            batch.forEach(missing::remove);
            // A batch that failed half-way before has left some behind: only what is new is counted.
            created += answer.get().status() == HttpURLConnection.HTTP_CONFLICT ? 0 : answer.get().json().map(JsonNode::size).orElse(batch.size());
            listener.tell("users created", wanted - missing.size(), wanted, "batches of " + size.next());
            pace.after(batch.size(), answer.get().took());
        }
        return created;
    }
}
