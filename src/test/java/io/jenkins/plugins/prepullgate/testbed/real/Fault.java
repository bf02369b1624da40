package io.jenkins.plugins.prepullgate.testbed.real;

import static io.jenkins.plugins.prepullgate.findings.FindingCode.INIT_EXIT_NONZERO;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.INIT_NO_SHELL;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_CORRUPT;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_DENIED_OR_ABSENT;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_DNS;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_INVALID_NAME;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_NETWORK;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_NEVER;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_NOT_FOUND;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_PLATFORM_MISMATCH;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_RATE_LIMITED;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_REGISTRY_UNAVAILABLE;
import static io.jenkins.plugins.prepullgate.findings.FindingCode.PULL_TLS;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.ArrayList;
import java.util.List;

/**
 * One way in which a pull fails, and what the gate must make of it on every runtime.
 *
 * @param image its words make the registry fail, see {@code testbed/registry/README.md}
 * @param code what it must be called; null when it must succeed
 */
record Fault(String image, FindingCode code, End end) {
    /** How the wait must end. */
    enum End {
        /** Doomed when the first node shows it. */
        ON_ONE_NODE,
        /** Doomed when every node shows it. */
        ON_ALL_NODES,
        /** Doomed after probation. */
        AFTER_PROBATION,
        /** Never doomed: named while the budget lasts. */
        BUDGET,
        /** It heals. */
        SUCCESS
    }

    /** In the order in which they end, so that nobody waits longer than the longest. */
    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        add(all, PULL_INVALID_NAME, End.ON_ONE_NODE, "hub.test/Team/App:v1", "hub.test/app:v1:v2");
        add(all, PULL_NEVER, End.ON_ONE_NODE, "hub.test/never/app:v1");
        add(all, INIT_NO_SHELL, End.ON_ONE_NODE, "hub.test/noshell/app:v1");
        add(all, PULL_PLATFORM_MISMATCH, End.ON_ONE_NODE, "hub.test/index/s390x/app:v1");
        add(all, PULL_TLS, End.ON_ONE_NODE, "selfsigned.test/app:v1", "expired.test/app:v1", "notyet.test/app:v1", "othername.test/app:v1");
        add(all, PULL_TLS, End.ON_ONE_NODE, "plain.test/app:v1", "alert.test/app:v1", "hub.test/via/expired.test/app:v1");
        add(all, PULL_NOT_FOUND, End.ON_ALL_NODES, "hub.test/e404/app:v1", "hub.test/app@sha256:" + "0".repeat(64), "hub.test/on/layer/e404/app:v1");
        add(all, PULL_DENIED_OR_ABSENT, End.ON_ALL_NODES, "hub.test/basic/app:v1", "hub.test/bearer/app:v1", "hub.test/denied/app:v1");
        add(all, PULL_DENIED_OR_ABSENT, End.ON_ALL_NODES, "hub.test/e401/app:v1", "hub.test/e403/app:v1", "hub.test/on/layer/e403/app:v1");
        add(all, PULL_DENIED_OR_ABSENT, End.ON_ALL_NODES, "hub.test/anonymous/on/token/e403/app:v1");
        add(all, PULL_RATE_LIMITED, End.BUDGET, "hub.test/e429/app:v1", "hub.test/on/layer/e429/app:v1", "hub.test/anonymous/on/token/e429/app:v1");
        add(all, PULL_REGISTRY_UNAVAILABLE, End.BUDGET, "hub.test/e500/app:v1", "hub.test/e502/app:v1");
        add(all, PULL_REGISTRY_UNAVAILABLE, End.BUDGET, "hub.test/e503/app:v1", "hub.test/e504/app:v1");
        add(all, PULL_REGISTRY_UNAVAILABLE, End.BUDGET, "hub.test/on/layer/e503/app:v1", "hub.test/anonymous/on/token/e500/app:v1");
        add(all, PULL_REGISTRY_UNAVAILABLE, End.BUDGET, "refused.test/app:v1", "unreachable.test/app:v1", "hub.test/via/refused.test/app:v1");
        add(all, PULL_NETWORK, End.BUDGET, "reset.test/app:v1", "closed.test/app:v1", "silent.test/app:v1");
        add(all, PULL_NETWORK, End.BUDGET, "hub.test/resets/app:v1", "hub.test/closes/app:v1");
        add(all, PULL_NETWORK, End.BUDGET, "hub.test/truncated/app:v1", "hub.test/cut/500k/app:v1", "hub.test/on/layer/closes/app:v1");
        add(all, INIT_EXIT_NONZERO, End.AFTER_PROBATION, "hub.test/arch/s390x/app:v1");
        add(all, PULL_DNS, End.AFTER_PROBATION, "nxdomain.test/app:v1", "servfail.test/app:v1", "hub.test/via/nxdomain.test/app:v1");
        add(all, PULL_CORRUPT, End.AFTER_PROBATION, "hub.test/corrupt/app:v1", "hub.test/on/config/corrupt/app:v1", "hub.test/on/get/corrupt/app:v1");
        add(all, PULL_CORRUPT, End.AFTER_PROBATION, "hub.test/badgzip/app:v1", "hub.test/badtar/app:v1", "hub.test/baddiff/app:v1");
        add(all, PULL_CORRUPT, End.AFTER_PROBATION, "hub.test/oddlayers/app:v1", "hub.test/badconfig/app:v1", "hub.test/badmanifest/app:v1");
        add(all, PULL_CORRUPT, End.AFTER_PROBATION, "hub.test/schema1/app:v1", "hub.test/portal/app:v1");
        add(all, PULL_DNS, End.AFTER_PROBATION, "dnssilent.test/app:v1");
        add(all, null, End.SUCCESS, "hub.test/app:v1", "hub.test/size/4m/slow/500k/app:v1", "hub.test/times/2/truncated/app:v1");
        add(all, null, End.SUCCESS, "refused.for-60s.test/app:v1", "hub.test/for/60s/e429/app:v1", "hub.test/for/60s/e503/app:v1");
        return all;
    }

    private static void add(List<Fault> all, FindingCode code, End end, String... images) {
        for (String image : images) {
            all.add(new Fault(image, code, end));
        }
    }

    @Override
    public String toString() {
        return image;
    }
}
