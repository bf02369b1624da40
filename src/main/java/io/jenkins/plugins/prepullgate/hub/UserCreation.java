package io.jenkins.plugins.prepullgate.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates users in batches whose size follows the hub's answer times. */
final class UserCreation {
    private final HubChanges changes;
    private final Budget budget;
    private final Pace pace;
    private final Duration block;
    private final Teller teller;

    /** @param block how long one request may keep the hub from serving others */
    UserCreation(HubChanges changes, Budget budget, Pace pace, Duration block, Teller teller) {
        this.changes = changes;
        this.budget = budget;
        this.pace = pace;
        this.block = block;
        this.teller = teller;
    }

    /**
     * Creates users until all are there, the budget ends or the hub fails too often.
     *
     * @param missing the names to create; those that exist afterwards are removed from it
     * @return how many are new
     */
    int create(Deque<String> missing) throws InterruptedException, ConnectionException {
        BatchSize size = new BatchSize(block);
        int wanted = missing.size();
        int created = 0;
        while (!missing.isEmpty() && changes.goOn() && !budget.spent()) {
            List<String> batch = missing.stream().limit(size.next()).toList();
            Map<String, Object> body = Map.of("usernames", batch);
            // 409: all of them are there already.
            Optional<HubAnswer> answer =
                    changes.change("POST", "api/users", body, HttpURLConnection.HTTP_CREATED, HttpURLConnection.HTTP_CONFLICT);
            if (answer.isEmpty()) {
                size.failed();
                continue;
            }
            size.took(batch.size(), answer.get().took());
            batch.forEach(missing::remove);
            created += created(answer.get(), batch.size());
            teller.tell("users created", wanted - missing.size(), wanted, "batches of " + size.next());
            pace.after(batch.size(), answer.get().took());
        }
        return created;
    }

    /** Only users that are new count: an attempt whose answer was lost may have created some of the batch before. */
    private static int created(HubAnswer answer, int batch) {
        return answer.status() == HttpURLConnection.HTTP_CONFLICT ? 0 : answer.json().map(JsonNode::size).orElse(batch);
    }
}
