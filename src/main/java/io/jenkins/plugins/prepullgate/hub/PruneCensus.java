package io.jenkins.plugins.prepullgate.hub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Who of a hub's users may go, and why the others stay.
 *
 * @param users how many there are
 * @param candidates those who may go, longest away first
 * @param neverActive how many of the candidates never were active
 * @param admins who stay because they are administrators
 * @param withServer who stay because they have a server that runs, starts or stops
 * @param active who stay because they were active since the date
 * @param unknown who stay because the hub does not say when they were active or created
 */
record PruneCensus(int users, List<HubUser> candidates, int neverActive, int admins, int withServer, int active, int unknown) {
    PruneCensus {
        candidates = List.copyOf(candidates);
    }

    private enum Kind {
        CANDIDATE,
        ADMIN,
        WITH_SERVER,
        ACTIVE,
        UNKNOWN
    }

    static PruneCensus of(List<HubUser> users, Instant inactiveSince) {
        Map<Kind, List<HubUser>> byKind = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new ArrayList<>());
        }
        users.forEach(user -> byKind.get(kind(user, inactiveSince)).add(user));
        List<HubUser> candidates = byKind.get(Kind.CANDIDATE);
        candidates.sort(Comparator.comparing(HubUser::lastSeen).thenComparing(HubUser::name));
        return new PruneCensus(
                users.size(),
                candidates,
                (int) candidates.stream().filter(user -> user.lastActivity() == null).count(),
                byKind.get(Kind.ADMIN).size(),
                byKind.get(Kind.WITH_SERVER).size(),
                byKind.get(Kind.ACTIVE).size(),
                byKind.get(Kind.UNKNOWN).size());
    }

    private static Kind kind(HubUser user, Instant inactiveSince) {
        if (user.admin()) {
            return Kind.ADMIN;
        }
        if (!user.servers().isEmpty()) {
            return Kind.WITH_SERVER;
        }
        if (!user.whole() || user.lastSeen() == null) {
            return Kind.UNKNOWN;
        }
        return user.lastSeen().isBefore(inactiveSince) ? Kind.CANDIDATE : Kind.ACTIVE;
    }

    /** Whether the user may go, now that they have been looked at again. */
    static boolean mayGo(HubUser user, Instant inactiveSince) {
        return kind(user, inactiveSince) == Kind.CANDIDATE;
    }
}
