package io.jenkins.plugins.prepullgate.rollout;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The nodes of one view, by name. Immutable: who has looked at an earlier one sees by identity which nodes are different now. */
final class Roster {
    static final Roster EMPTY = new Roster(new Site[0], Map.of());

    private final Site[] sites;
    /** The place of each name. Rosters with the same map have the same names. */
    private final Map<String, Integer> places;

    private Roster(Site[] sites, Map<String, Integer> places) {
        this.sites = sites;
        this.places = places;
    }

    static Roster of(Stream<Site> sites) {
        Site[] sorted = sites.sorted(Comparator.comparing(Site::name)).toArray(Site[]::new);
        Map<String, Integer> places = new HashMap<>(2 * sorted.length);
        for (int i = 0; i < sorted.length; i++) {
            places.put(sorted[i].name(), i);
        }
        return new Roster(sorted, places);
    }

    /** The same nodes, of which these have changed. */
    Roster with(Collection<Site> changed) {
        Site[] now = Arrays.copyOf(sites, sites.length);
        changed.forEach(site -> now[places.get(site.name())] = site);
        return new Roster(now, places);
    }

    int size() {
        return sites.length;
    }

    Site at(int place) {
        return sites[place];
    }

    /** -1 for a node that is not there. */
    int placeOf(String node) {
        return places.getOrDefault(node, -1);
    }

    /** Whether the same nodes stand at the same places. */
    boolean samePlaces(Roster other) {
        return places == other.places;
    }
}
