package io.jenkins.plugins.prepullgate.testbed.registry;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Every repository that was asked for: its images, since when, how often, and what was ordered for it from outside. */
final class Repositories {
    /** One repository. */
    final class Repository {
        private final String name;
        private final Instant first;
        private final Map<Place, Integer> requests = new EnumMap<>(Place.class);
        private final Map<String, Image> images = new ConcurrentHashMap<>();
        private volatile Scenario scenario;

        private Repository(String name, Instant first) {
            this.name = name;
            this.first = first;
            scenario = Scenario.of(name);
        }

        Instant first() {
            return first;
        }

        Scenario scenario() {
            return scenario;
        }

        /** Counts a request; returns how many there were before. */
        synchronized int count(Place place) {
            return requests.merge(place, 1, Integer::sum) - 1;
        }

        /** Null when a digest names nothing here. */
        Content manifest(String reference) {
            if (!reference.contains(":")) {
                return image(reference).top();
            }
            // Asked for by digest alone, the image of the usual tag is meant.
            if (images.isEmpty()) {
                image("v1");
            }
            return find(image -> image.manifest(reference));
        }

        Content config(String digest) {
            return find(image -> image.config(digest));
        }

        Content layer(String digest) {
            return find(image -> image.layer(digest));
        }

        private Image image(String tag) {
            return images.computeIfAbsent(tag, key -> maker.make(name + ":" + key, scenario.shape()));
        }

        private Content find(Function<Image, Content> get) {
            return images.values().stream().map(get).filter(Objects::nonNull).findFirst().orElse(null);
        }
    }

    private final ImageMaker maker;
    private final Map<String, Repository> known = new ConcurrentHashMap<>();

    Repositories(ImageMaker maker) {
        this.maker = maker;
    }

    /** @throws IllegalArgumentException when the path's words make no sense */
    Repository get(String name, Instant now) {
        return known.computeIfAbsent(name, key -> new Repository(key, now));
    }

    /** From now on the repository fails as the words say, not as its path says; its images stay as they are. Null: as its path says. */
    void order(String name, String words, Instant now) {
        Repository repository = get(name, now);
        Scenario own = Scenario.of(name);
        repository.scenario = words == null
                ? own
                : new Scenario(own.shape(), Scenario.of(words).access(), Scenario.of(words).faults());
    }
}
