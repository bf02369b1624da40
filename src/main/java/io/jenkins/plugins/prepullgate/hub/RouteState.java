package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.gate.Choices;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is the matter with a route. */
public enum RouteState {
    /** The server answered, with whatever it had to say. */
    ALIVE("alive"),
    /** The server answered, and took long. */
    SLOW("slow"),
    /** The proxy knows the server, and nobody answers there. */
    DEAD("dead"),
    /** The hub takes the server for running, and the proxy does not know it. */
    MISSING("missing"),
    /** The proxy knows a server that the hub takes for stopped. */
    STALE("stale"),
    /** The hub names an address that is not its own proxy's, and nobody has said that it may: it is not asked. */
    ELSEWHERE("elsewhere"),
    /** Not even the proxy could be connected to, so nothing is known. */
    UNKNOWN("unknown");

    private final String words;

    RouteState(String words) {
        this.words = words;
    }

    /** In the words of a log line, and of a parameter. */
    public String words() {
        return words;
    }

    /** Whether users of this server see an error. */
    public boolean broken() {
        return this == DEAD || this == MISSING || this == UNKNOWN;
    }

    /**
     * Which states fail a wait, as people write it: {@code dead,missing}, or {@code none}.
     *
     * @param parameter the name of the parameter, for the error
     * @throws IllegalArgumentException naming parameter and value
     */
    public static Set<RouteState> parse(String parameter, String text) {
        Set<RouteState> states = EnumSet.noneOf(RouteState.class);
        RouteState[] possible = {DEAD, MISSING, STALE, SLOW};
        for (String name : text.equals("none") ? List.<String>of() : List.of(text.split(" *, *"))) {
            states.add(Choices.one(parameter, name, possible, RouteState::words));
        }
        return states;
    }
}
