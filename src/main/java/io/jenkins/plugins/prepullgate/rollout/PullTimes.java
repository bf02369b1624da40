package io.jenkins.plugins.prepullgate.rollout;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How long each image took on the nodes that already have it. What single pods tell of it comes and goes with them. */
final class PullTimes {
    /** One image on all nodes. */
    private static final class OfImage {
        private final SortedBag<Duration> times = new SortedBag<>();
        private final SortedBag<Long> bytes = new SortedBag<>();
        private int found;
    }

    private final Map<String, OfImage> byImage = new HashMap<>();
    private final SortedBag<Long> rates = new SortedBag<>();
    private Duration overheads = Duration.ZERO;
    private int turns;
    private Duration overhead = Duration.ZERO;

    void add(PodPulls pulls) {
        pulls.samples().forEach(sample -> sample(sample, true));
        pulls.found().forEach(name -> image(name).found++);
        overheads(overheads.plus(pulls.overheads()), turns + pulls.turns());
    }

    /** What was added before. */
    void remove(PodPulls pulls) {
        pulls.samples().forEach(sample -> sample(sample, false));
        pulls.found().forEach(name -> image(name).found--);
        overheads(overheads.minus(pulls.overheads()), turns - pulls.turns());
    }

    private void sample(PodPulls.Sample sample, boolean comes) {
        OfImage image = image(sample.image());
        image.times.change(sample.time(), comes);
        image.bytes.change(sample.bytes(), comes);
        if (sample.rate() > 0) {
            rates.change(sample.rate(), comes);
        }
    }

    private void overheads(Duration sum, int of) {
        overheads = sum;
        turns = of;
        overhead = of == 0 ? Duration.ZERO : sum.dividedBy(of);
    }

    private OfImage image(String name) {
        return byImage.computeIfAbsent(name, n -> new OfImage());
    }

    /** The middle of the times that the image took; empty while no node has it. */
    Optional<Duration> median(String image) {
        OfImage known = byImage.get(image);
        return known == null || known.times.isEmpty() ? Optional.empty() : Optional.of(known.times.middle());
    }

    /** On how many nodes the image was pulled. */
    int samples(String image) {
        OfImage known = byImage.get(image);
        return known == null ? 0 : known.times.size();
    }

    /** The image's compressed size by the nodes that pulled it; 0 while none says. */
    long bytes(String image) {
        OfImage known = byImage.get(image);
        return known == null || known.bytes.isEmpty() ? 0 : known.bytes.greatest();
    }

    /** Whether nodes have had the image before and none has had to pull it. */
    boolean onlyFound(String image) {
        OfImage known = byImage.get(image);
        return known != null && known.found > 0 && known.times.isEmpty();
    }

    /** Bytes a second, the middle of all pulls; 0 while none says. */
    long rate() {
        return rates.isEmpty() ? 0 : rates.middle();
    }

    /** What a container's turn takes beside the pull, on average, since single ones are whole seconds; zero while none is known. */
    Duration overhead() {
        return overhead;
    }
}
