package io.jenkins.plugins.prepullgate.steps;

import io.jenkins.plugins.prepullgate.rollout.RolloutSource;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The moment at which a source has been read for the first time. A wait whose budget ran out while the controller was down deserves one look at the
 * cluster, since the images may be there.
 */
final class FirstLook {
    private FirstLook() {}

    /** Completes, on any thread, when all parts of the view have been read or refused, or after {@code limit} at the latest. Holds no thread. */
    static CompletableFuture<Void> at(RolloutSource source, Duration limit) {
        CompletableFuture<Void> read = new CompletableFuture<>();
        Runnable look = () -> {
            if (read(source.view())) {
                read.complete(null);
            }
        };
        RolloutSource.Subscription subscription = source.onChange(look);
        look.run();
        return read.completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS).whenComplete((nothing, error) -> subscription.close());
    }

    private static boolean read(RolloutView view) {
        return !view.sources().isEmpty() && view.sources().values().stream().noneMatch(state -> state.sight() == SourceState.Sight.SYNCING);
    }
}
