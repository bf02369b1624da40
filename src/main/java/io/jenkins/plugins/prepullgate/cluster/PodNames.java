package io.jenkins.plugins.prepullgate.cluster;

import io.jenkins.plugins.prepullgate.rollout.EventFacts;

/**
 * What a DaemonSet's pods are called, so that events can be told apart without knowing the pods: the name of the DaemonSet and a dash, together at
 * most 58 characters, and five random ones ({@code k8s.io/apiserver/pkg/storage/names/generate.go}).
 *
 * @param daemonSet the DaemonSet's name
 */
record PodNames(String daemonSet) {
    private static final int RANDOM = 5;
    private static final int LONGEST_BASE = 63 - RANDOM;

    boolean concernedBy(EventFacts event) {
        return event.kind().equals("DaemonSet") ? event.name().equals(daemonSet) : isPod(event.name());
    }

    private boolean isPod(String name) {
        String base = daemonSet + "-";
        String cut = base.length() > LONGEST_BASE ? base.substring(0, LONGEST_BASE) : base;
        return name.length() == cut.length() + RANDOM && name.startsWith(cut);
    }
}
