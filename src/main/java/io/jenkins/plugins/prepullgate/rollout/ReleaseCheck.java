package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.Evidence;
import io.jenkins.plugins.prepullgate.findings.Finding;
import io.jenkins.plugins.prepullgate.findings.FindingClass;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Whether helm would be refused, asked before anything is begun: nobody should pull for an hour to learn it then.
 *
 * @param refusal the release that is in the way; null when none is
 * @param lines what is worth saying although it is in nobody's way
 */
public record ReleaseCheck(Finding refusal, List<String> lines) {
    /** Longer than deploys take: helm's default is five minutes for the hooks, and that is seldom raised beyond half an hour. */
    private static final Duration LONG = Duration.ofMinutes(30);

    public ReleaseCheck {
        lines = List.copyOf(lines);
    }

    /**
     * Looks for one that is pending.
     *
     * @param releases all of the namespace
     * @param release the one that is meant; empty when it is not known, and then the only one in the namespace is meant
     * @param now by the clock that has dated them, which tells a deploy that is at work from one that was killed long ago
     */
    public static ReleaseCheck of(List<ReleaseFacts> releases, String namespace, String release, Policy policy, Instant now) {
        List<ReleaseFacts> meant = release.isEmpty() ? releases : releases.stream().filter(r -> r.name().equals(release)).toList();
        List<ReleaseFacts> pending = meant.stream().filter(ReleaseFacts::pending).toList();
        if (pending.isEmpty()) {
            return new ReleaseCheck(null, List.of());
        }
        if (meant.size() > 1) {
            return new ReleaseCheck(null, pending.stream()
                    .map(r -> headline(r, now) + "; if it is the one that is to be deployed, helm will refuse (name it as the release)").toList());
        }
        return fails(policy)
                ? new ReleaseCheck(finding(pending.get(0), namespace, now), List.of())
                : new ReleaseCheck(null, List.of(headline(pending.get(0), now) + "; going on, as asked"));
    }

    private static boolean fails(Policy policy) {
        FindingClass as = policy.classes().getOrDefault(FindingCode.HELM_OPERATION_IN_PROGRESS, FindingClass.PERMANENT);
        return policy.failFast() != FailFast.NEVER && (as == FindingClass.PERMANENT || as == FindingClass.CONDITIONAL);
    }

    private static Finding finding(ReleaseFacts release, String namespace, Instant now) {
        Instant since = Objects.requireNonNullElse(release.createdAt(), now);
        Evidence evidence = new Evidence(release.ref(namespace), "metadata.labels[status]", release.status(), since, now, 1);
        return new Finding(FindingCode.HELM_OPERATION_IN_PROGRESS, FindingClass.PERMANENT,
                headline(release, now) + ": helm refuses every other change until that ends",
                List.of(), List.of(), List.of(evidence), remedy(release, namespace, now));
    }

    private static String headline(ReleaseFacts release, Instant now) {
        return release.words() + (release.createdAt() == null
                ? " is " + release.status()
                : " has been " + release.status() + " for " + words(age(release, now)));
    }

    private static String remedy(ReleaseFacts release, String namespace, Instant now) {
        String look = "helm history " + release.name() + " -n " + namespace;
        String mend = release.recovery(namespace);
        if (release.createdAt() == null) {
            return look + "; if no helm is running: " + mend;
        }
        return age(release, now).compareTo(LONG) < 0
                ? "another deploy seems to be at work: let it end (" + look + ") and start again; if no helm is running: " + mend
                : "a deploy seldom takes that long, so its helm was probably killed: see that none is running (" + look + "), then: " + mend;
    }

    private static Duration age(ReleaseFacts release, Instant now) {
        Duration age = Duration.between(release.createdAt(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static String words(Duration age) {
        if (age.toMinutes() < 2) {
            return age.toSeconds() + " s";
        }
        if (age.toHours() < 2) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }
}
