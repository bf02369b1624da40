package io.jenkins.plugins.prepullgate.testbed.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of a repository's path. {@code for}, {@code times} and {@code on} belong to the next fault; elements that are no words only tell
 * repositories apart. README.md lists the words.
 */
final class Words {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "json", "application/json",
            "octets", "application/octet-stream",
            "artifact", "application/vnd.oci.artifact.manifest.v1+json",
            "none", "");

    private final Iterator<String> words;
    private final List<Fault.Planned> faults = new ArrayList<>();
    private Access access = Access.OPEN;
    private List<String> platforms = List.of();
    private String architecture = Shape.here();
    private long size;
    private int layers = 1;
    private boolean shell = true;
    private Shape.Flaw flaw = Shape.Flaw.NONE;
    private Set<Place> places;
    private Duration lasts;
    private int times;

    Words(String path) {
        words = List.of(path.split("/")).iterator();
        while (words.hasNext()) {
            String word = words.next();
            if (!modifier(word) && !fault(word) && !shape(word)) {
                other(word);
            }
        }
    }

    Scenario scenario() {
        return new Scenario(new Shape(platforms, architecture, size, layers, shell, flaw), access, List.copyOf(faults));
    }

    private boolean modifier(String word) {
        switch (word) {
            case "for" -> lasts = Units.duration(argument(word));
            case "times" -> times = Integer.parseInt(argument(word));
            case "on" -> places = Place.parse(argument(word));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean fault(String word) {
        switch (word) {
            case "hangs" -> plan(new Fault.Hang(), Place.MANIFEST);
            case "resets" -> plan(new Fault.Reset(), Place.MANIFEST);
            case "closes" -> plan(new Fault.Close(), Place.MANIFEST);
            case "late" -> plan(new Fault.Delay(Units.duration(argument(word))), Place.MANIFEST);
            case "portal" -> plan(new Fault.Portal(), Place.MANIFEST);
            case "type" -> plan(new Fault.Type(type(argument(word))), Place.MANIFEST);
            case "via" -> plan(new Fault.Redirect(argument(word)), EnumSet.of(Place.LAYER));
            case "slow" -> plan(new Fault.Slow(Units.bytes(argument(word))), EnumSet.of(Place.LAYER));
            case "stalls" -> plan(new Fault.Stall(Units.bytes(argument(word))), EnumSet.of(Place.LAYER));
            case "truncated" -> plan(new Fault.Truncate(-1), EnumSet.of(Place.LAYER));
            case "short" -> plan(new Fault.Truncate(Units.bytes(argument(word))), EnumSet.of(Place.LAYER));
            case "cut" -> plan(new Fault.Cut(Units.bytes(argument(word))), EnumSet.of(Place.LAYER));
            case "corrupt" -> plan(new Fault.Corrupt(), EnumSet.of(Place.LAYER));
            default -> {
                if (!word.matches("e[1-5][0-9][0-9]")) {
                    return false;
                }
                plan(new Fault.Status(Integer.parseInt(word.substring(1))), Place.MANIFEST);
            }
        }
        return true;
    }

    private boolean shape(String word) {
        switch (word) {
            case "index" -> platforms = List.of(argument(word).split("-"));
            case "arch" -> architecture = argument(word);
            case "size" -> size = Units.bytes(argument(word));
            case "layers" -> layers = Integer.parseInt(argument(word));
            case "noshell" -> shell = false;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void other(String word) {
        for (Access candidate : Access.values()) {
            if (candidate.name().equalsIgnoreCase(word)) {
                access = candidate;
            }
        }
        for (Shape.Flaw candidate : Shape.Flaw.values()) {
            if (candidate.name().equalsIgnoreCase(word)) {
                flaw = candidate;
            }
        }
    }

    private void plan(Fault fault, Set<Place> usual) {
        faults.add(new Fault.Planned(fault, places == null ? usual : places, lasts, times));
        places = null;
        lasts = null;
        times = 0;
    }

    private static String type(String name) {
        String type = TYPES.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no type: " + name + ", only " + TYPES.keySet());
        }
        return type;
    }

    private String argument(String word) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException("nothing follows '" + word + "'");
        }
        return words.next();
    }
}
