package io.jenkins.plugins.prepullgate.hub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who of a hub's users may go, and why the others stay.
 *
 * @param users how many there are
 * @param candidates those who may go, longest away first
 * @param neverActive how many of the candidates never were active
 * @param admins who stay for being administrators
 * @param withServer who stay for a server that runs, starts or stops
 * @param active who stay for having been active since
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
        int[] counts = new int[Kind.values().length];
        List<HubUser> candidates = new ArrayList<>();
        for (HubUser user : users) {
            Kind kind = kind(user, inactiveSince);
            counts[kind.ordinal()]++;
            if (kind == Kind.CANDIDATE) {
                candidates.add(user);
            }
        }
        candidates.sort(Comparator.comparing(HubUser::lastSeen).thenComparing(HubUser::name));
        int never = (int) candidates.stream().filter(user -> user.lastActivity() == null).count();
        return new PruneCensus(users.size(), candidates, never, counts[Kind.ADMIN.ordinal()], counts[Kind.WITH_SERVER.ordinal()], counts[Kind.ACTIVE.ordinal()],
                counts[Kind.UNKNOWN.ordinal()]);
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
