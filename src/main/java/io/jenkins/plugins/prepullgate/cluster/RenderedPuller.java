package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jenkins.plugins.prepullgate.rollout.DaemonSetFacts;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import java.util.Optional;
import java.util.Set;

/** A puller as a chart renders it, before any cluster knows of it. */
public final class RenderedPuller {
    /** What helm marks an object with that it makes and deletes around an upgrade. */
    static final String HOOK = "helm.sh/hook";

    private final DaemonSet set;
    private final DaemonSetFacts facts;
    private final Set<String> accountsOfHooks;

    /** @param accountsOfHooks the service accounts of the chart that exist only while helm runs its hooks */
    RenderedPuller(DaemonSet set, Set<String> accountsOfHooks) {
        this.set = set;
        this.facts = DaemonSetMapping.facts(set).orElseThrow();
        this.accountsOfHooks = Set.copyOf(accountsOfHooks);
    }

    public String name() {
        return facts.name();
    }

    /** What is judged of it: images, placement, pull secrets. Its namespace is empty unless the chart writes one; it has no status and no uid. */
    public DaemonSetFacts facts() {
        return facts;
    }

    /** Which kind of prepuller it is; empty for a DaemonSet that nothing marks as a prepuller. */
    public Optional<PullerGeneration> generation() {
        return PullerGeneration.of(facts);
    }

    /** Whether helm makes it before an upgrade and deletes it again. */
    public boolean hook() {
        return facts.annotations().containsKey(HOOK);
    }

    boolean recognised() {
        return generation().isPresent();
    }

    boolean continuous() {
        return generation().filter(g -> g == PullerGeneration.CONTINUOUS).isPresent();
    }

    /** Whether its service account exists only while helm runs the chart's hooks, as far as the rendered text shows. */
    boolean accountOfHookOnly() {
        return accountsOfHooks.contains(facts.template().serviceAccount());
    }

    /** The whole object; not to be changed. */
    DaemonSet daemonSet() {
        return set;
    }
}
