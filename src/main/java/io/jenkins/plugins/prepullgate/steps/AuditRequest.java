package io.jenkins.plugins.prepullgate.steps;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.prepullgate.gate.Choices;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy.Demand;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import java.io.Serializable;
import java.util.List;

/** What a {@code verifyMasterTaints} was asked for. Saved with the build. */
final class AuditRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ClusterAddress address;
    /** Null when nothing is compared. */
    private final ClusterAddress reference;

    private final String referenceName;
    /** Null when no puller is looked at. */
    private final String namespace;

    /** Null when no release is looked at. */
    private final String release;

    private String require;
    private String onFinding;

    AuditRequest(VerifyMasterTaintsStep step) {
        ReferenceCluster other = step.getReference();
        address = step.address();
        reference = other == null ? null : other.address();
        referenceName = other == null ? "" : Util.fixNull(other.getName());
        namespace = step.getNamespace();
        release = step.getRelease();
        require = step.getRequire();
        onFinding = step.getOnFinding();
    }

    /** Parameters that a build was saved without, by an older version, have their defaults. */
    private Object readResolve() {
        require = Util.fixNull(require, VerifyMasterTaintsStep.DEFAULT_REQUIRE);
        onFinding = Util.fixNull(onFinding, VerifyMasterTaintsStep.FAIL);
        return this;
    }

    /** @throws AbortException naming the parameter that is malformed, and how it should look */
    void check() throws AbortException {
        address.check();
        if (reference != null) {
            reference.check();
        }
        try {
            if (namespace != null) {
                Parameters.checkNamespace(namespace);
            }
            if (release != null && namespace == null) {
                throw new IllegalArgumentException("release: in which namespace? It needs namespace");
            }
            Parameters.objectName("release", release);
            policy().check(reference != null, "require", "reference");
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        if (!List.of(VerifyMasterTaintsStep.FAIL, VerifyMasterTaintsStep.WARN).contains(onFinding)) {
            throw new AbortException("onFinding: '" + onFinding + "' is none of " + VerifyMasterTaintsStep.FAIL + ", " + VerifyMasterTaintsStep.WARN);
        }
    }

    ClusterAddress address() {
        return address;
    }

    /** Null when nothing is compared. */
    ClusterAddress reference() {
        return reference;
    }

    /** What messages call the other cluster; empty to call it as its address does. */
    String referenceName() {
        return referenceName;
    }

    /** Whose prepuller's tolerations are looked at; null for none. */
    String namespace() {
        return namespace;
    }

    /** helm's release in the namespace that is looked at; null for none. */
    String release() {
        return release;
    }

    AuditPolicy policy() {
        return new AuditPolicy(Choices.one("require", require, Demand.values(), Demand::parameter), List.of());
    }

    /** Whether what is found fails the step. */
    boolean failing() {
        return onFinding.equals(VerifyMasterTaintsStep.FAIL);
    }
}
