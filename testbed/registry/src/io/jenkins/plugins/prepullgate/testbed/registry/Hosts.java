package io.jenkins.plugins.prepullgate.testbed.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every host that was asked for: since when, and what was ordered for it from outside. Shared by names and connections. */
final class Hosts {
    private final InstantSource clock;
    private final Map<String, Instant> first = new ConcurrentHashMap<>();
    private final Map<String, HostFault> ordered = new ConcurrentHashMap<>();

    Hosts(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the name exists: below {@code .test}, or because something was ordered for it. */
    boolean knows(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".test") || ordered.containsKey(name);
    }

    /** What goes wrong with this host now. */
    HostFault now(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        HostFault order = ordered.get(name);
        if (order != null) {
            return order;
        }
        Instant now = clock.instant();
        return HostFault.of(name).at(first.computeIfAbsent(name, key -> now), now);
    }

    /** From now on; null: as its labels say. */
    void order(String host, HostFault fault) {
        String name = host.toLowerCase(Locale.ROOT);
        if (fault == null) {
            ordered.remove(name);
        } else {
            ordered.put(name, fault);
        }
    }
}
