package io.jenkins.plugins.prepullgate.hub;

import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signs that people work on a hub, so that test users do not belong there. */
final class ProductionSigns {
    private static final Duration LATELY = Duration.ofDays(7);
    /** So many active users, or so many running servers, are more than a team that tries out its staging hub. */
    private static final int ACTIVE = 20;

    private static final int RUNNING = 10;

    private ProductionSigns() {}

    /** Empty when it does not look like one. Seeded users do not count, however many they are. */
    static Optional<Finding> of(List<HubUser> users, SeedSpec spec, String hub, Instant now) {
        List<HubUser> people = users.stream().filter(user -> !spec.ours(user.name())).toList();
        long active = people.stream().filter(user -> user.activeWithin(LATELY, now)).count();
        long running = people.stream().filter(HubUser::running).count();
        if (active < ACTIVE && running < RUNNING) {
            return Optional.empty();
        }
        String summary = hub + " looks like production: " + active + " users besides the seeded ones were active in the last 7 days, " + running
                + " have a running server";
        return Optional.of(new Finding(FindingCode.HUB_LOOKS_LIKE_PRODUCTION, FindingClass.PERMANENT, summary, List.of(), List.of(), List.of(),
                "name staging's hub; if this is it, give --even-production and --confirm " + hub));
    }
}
