package io.jenkins.plugins.prepullgate.rollout;

import java.util.Objects;

/**
 * Which puller is waited for.
 *
 * @param namespace never empty
 * @param name the DaemonSet's name; empty to recognise it by labels
 * @param release only pullers of this helm release; empty for any
 * @param kind the hook's puller or the continuous one, when recognised by labels
 */
public record PullerQuery(String namespace, String name, String release, Kind kind) {
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

    /** The hook's puller of any release in the namespace. */
    public static PullerQuery hook(String namespace) {
        return new PullerQuery(namespace, "", "", Kind.HOOK);
    }

    /** What is looked for, in words. */
    public String words() {
        String what = name.isEmpty() ? "a " + kind.parameter() + " image puller" : "DaemonSet " + name;
        return what + (release.isEmpty() ? "" : " of release " + release) + " in namespace " + namespace;
    }
}
