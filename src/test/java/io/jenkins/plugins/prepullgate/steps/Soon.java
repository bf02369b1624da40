package io.jenkins.plugins.prepullgate.steps;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** For what is soon so, on whatever machine. */
final class Soon {
    private Soon() {}

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
