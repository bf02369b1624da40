package io.jenkins.plugins.prepullgate.cluster;

import java.time.Duration;

/**
 * The times of a connection and its watches. Tests shorten them.
 *
 * @param connect until a connection must stand
 * @param request until a request must be answered
 * @param ping between two pings on a quiet watch; one that is not answered by the next ends the watch, so a silent death is noticed in two
 * @param firstRetry before the first new try
 * @param lastRetry the longest time between two tries
 * @param refusedRetry between two tries of what the API server refuses
 * @param grace how long a lost watch may take to come back before it counts as lost
 * @param stable how long a watch must have lived to be tried again at once
 */
record Tuning(
        Duration connect,
        Duration request,
        Duration ping,
        Duration firstRetry,
        Duration lastRetry,
        Duration refusedRetry,
        Duration grace,
        Duration stable) {
    static final Tuning DEFAULT = new Tuning(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));
}
