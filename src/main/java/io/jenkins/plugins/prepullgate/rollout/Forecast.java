package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long an image will take on a node: by the times that other nodes needed and how this node compares with them, otherwise by its size and the
 * rate of earlier pulls. Empty where there is no ground: a guess is worse than none.
 */
final class Forecast {
    /** So small an image takes no time worth a number, at any rate. */
    private static final long SMALL = 8L * 1024 * 1024;

    private static final Duration MOMENT = Duration.ofSeconds(2);
    /** One node is not taken to be quicker or slower than its peers by more. */
    private static final double QUICKEST = 0.5;

    private static final double SLOWEST = 4;

    private final Scene scene;
    private final PullTimes times;

    Forecast(Scene scene) {
        this.scene = scene;
        this.times = scene.pullTimes();
    }

    /** How long the pull will take from its begin to its end. */
    Optional<Duration> pull(String node, String image) {
        if (scene.view.around().has(node, image) || times.onlyFound(image) && ofMainContainer(image)) {
            return Optional.of(Duration.ZERO);
        }
        Optional<Duration> peers = times.median(image);
        return peers.isPresent() ? peers.map(time -> scaled(time, pace(node))) : bySize(node, image);
    }

    /** The pause image is the sandbox's too, so that every node has it; of another image that some nodes have that would be a guess. */
    private boolean ofMainContainer(String image) {
        return scene.puller.template().containers().stream().anyMatch(container -> container.image().equals(image));
    }

    /** What a container's turn takes beside the pull. */
    Duration overhead() {
        return times.overhead();
    }

    private Optional<Duration> bySize(String node, String image) {
        long bytes = bytes(image);
        long rate = rate(node);
        if (bytes > 0 && rate > 0) {
            return Optional.of(Duration.ofMillis(bytes * 1000 / rate));
        }
        return bytes > 0 && bytes <= SMALL ? Optional.of(MOMENT) : Optional.empty();
    }

    /** The compressed size, as a node that pulled it or has it says; 0 while unknown. */
    long bytes(String image) {
        long told = times.bytes(image);
        return told > 0 ? told : scene.view.around().bytes(image);
    }

    /** Bytes a second: the middle of the node's own pulls, otherwise of all; 0 while unknown. */
    long rate(String node) {
        List<PodPulls.Sample> samples = samples(node);
        if (samples.isEmpty()) {
            return times.rate();
        }
        long[] own = samples.stream().mapToLong(PodPulls.Sample::rate).filter(rate -> rate > 0).sorted().toArray();
        return own.length == 0 ? times.rate() : own[own.length / 2];
    }

    /** How many times as long as its peers the node took for what it has pulled so far; 1 while nothing is known. */
    private double pace(String node) {
        long mine = 0;
        long theirs = 0;
        for (PodPulls.Sample sample : samples(node)) {
            if (times.samples(sample.image()) > 1) {
                mine += sample.time().toMillis();
                theirs += times.median(sample.image()).orElseThrow().toMillis();
            }
        }
        return theirs == 0 ? 1 : Math.max(QUICKEST, Math.min(SLOWEST, (double) mine / theirs));
    }

    private List<PodPulls.Sample> samples(String node) {
        Site site = scene.site(node);
        return site == null ? List.of() : site.pulls().samples();
    }

    private static Duration scaled(Duration time, double factor) {
        return Duration.ofMillis(Math.round(time.toMillis() * factor));
    }
}
