package io.jenkins.plugins.prepullgate.steps;

import hudson.Util;
import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;

/** What a {@code waitForPrepuller} was asked for. */
final class WaitRequest extends PatienceRequest {
    private static final long serialVersionUID = 1L;

    private final String release;
    private final String daemonSet;
    private String puller;
    private final boolean upcoming;
    private final String expect;
    private final String appearWithin;
    private final String checksum;
    private final String helmTimeout;
    /** Null when not given. */
    private final String manifest;
    /** Null when not given. */
    private final String manifestFile;

    WaitRequest(WaitForPrepullerStep step) {
        super(step);
        release = step.getRelease();
        daemonSet = step.getDaemonSet();
        puller = step.getPuller();
        upcoming = step.isUpcoming();
        expect = step.getExpect();
        appearWithin = step.getAppearWithin();
        checksum = step.getChecksum();
        helmTimeout = step.getHelmTimeout();
        manifest = step.getManifest();
        manifestFile = step.getManifestFile();
    }

    @Override
    protected Object readResolve() {
        puller = Util.fixNull(puller, WaitForPrepullerStep.DEFAULT_PULLER);
        return super.readResolve();
    }

    @Override
    void checkMore() {
        query();
        if (manifest != null && manifestFile != null) {
            throw new IllegalArgumentException("manifestFile and manifest: give only one of them");
        }
        if (rendered() && !upcoming) {
            throw new IllegalArgumentException((manifest == null ? "manifestFile" : "manifest") + " says what helm will do: it needs upcoming: true");
        }
    }

    /** Whether the caller has given the chart that helm will deploy. */
    boolean rendered() {
        return manifest != null || manifestFile != null;
    }

    /** The rendered chart; null when there is none, or it is a file. */
    String manifest() {
        return manifest;
    }

    /** The file on the agent that holds the chart; null when there is none. */
    String manifestFile() {
        return manifestFile;
    }

    PullerQuery query() {
        PullerQuery.Kind kind = Choices.one("puller", puller, PullerQuery.Kind.values(), PullerQuery.Kind::parameter);
        if (upcoming && kind == PullerQuery.Kind.CONTINUOUS) {
            throw new IllegalArgumentException("upcoming: the continuous puller is no hook; it stays, and a new one does not come");
        }
        return new PullerQuery(namespace(), daemonSet, release, kind, upcoming);
    }

    @Override
    Policy policy() {
        Policy policy = super.policy().withChecksum(checksum);
        if (expect != null) {
            policy = policy.withExpect(Choices.one("expect", expect, NodeRule.values(), NodeRule::parameter));
        }
        if (appearWithin != null) {
            policy = policy.withAppearWithin(Durations.parse("appearWithin", appearWithin));
        }
        if (helmTimeout != null) {
            policy = policy.withHelmTimeout(Durations.parse("helmTimeout", helmTimeout));
        }
        return policy;
    }
}
