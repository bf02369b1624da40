package io.jenkins.plugins.prepullgate.rollout;

import java.util.Objects;

/**
 * Which puller is waited for.
 *
 * @param namespace never empty
 * @param name the DaemonSet's name; empty to recognise it by labels
 * @param release only pullers of this helm release; empty for any
 * @param kind the hook's puller or the continuous one, when recognised by labels
 * @param upcoming whether what is there when the wait begins is left over from an earlier deploy, and does not count
 */
public record PullerQuery(String namespace, String name, String release, Kind kind, boolean upcoming) {
    /** The two pullers that z2jh knows. */
    public enum Kind {
        /** The one that helm starts before an upgrade. */
        HOOK("hook"),
        /** The one that stays and serves new nodes. */
        CONTINUOUS("continuous");

        private final String parameter;

        Kind(String parameter) {
            this.parameter = parameter;
        }

        public String parameter() {
            return parameter;
        }
    }

    public PullerQuery {
        Objects.requireNonNull(namespace, "namespace");
        name = name == null ? "" : name;
        release = release == null ? "" : release;
        Objects.requireNonNull(kind, "kind");
    }

    /** One that may be there already. */
    public PullerQuery(String namespace, String name, String release, Kind kind) {
        this(namespace, name, release, kind, false);
    }

    /** The hook's puller of any release in the namespace. */
    public static PullerQuery hook(String namespace) {
        return new PullerQuery(namespace, "", "", Kind.HOOK);
    }

    /** The same puller, made after the wait has begun. */
    public PullerQuery forUpcoming() {
        return new PullerQuery(namespace, name, release, kind, true);
    }

    /** Whether the state of helm's release is of interest. */
    public boolean asksForRelease() {
        return upcoming || !release.isEmpty();
    }

    /** What is looked for, in words. */
    public String words() {
        String what = name.isEmpty() ? "a " + kind.parameter() + " image puller" : "DaemonSet " + name;
        return what + (release.isEmpty() ? "" : " of release " + release) + " in namespace " + namespace;
    }
}
