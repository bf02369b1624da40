package io.jenkins.plugins.prepullgate.rollout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What follows from the facts about one puller, for all waits that look at it: kept from one view to the next, and worked out anew only where the
 * facts differ. It saves time and memory and decides nothing. Waits are judged one after the other under its lock, each in microseconds.
 */
public final class SharedSight {
    /** A deploy that replaces its puller has two for a while. */
    private static final int PULLERS = 2;

    private final Deque<Sites> known = new ArrayDeque<>();

    /** The sites as this view shows them; called under the lock. */
    Sites show(RolloutView view, DaemonSetFacts puller) {
        boolean nodesForbidden = view.forbidden(Source.NODES);
        Sites sites = null;
        for (Iterator<Sites> each = known.iterator(); each.hasNext() && sites == null; ) {
            Sites candidate = each.next();
            if (candidate.suit(puller, nodesForbidden)) {
                each.remove();
                sites = candidate;
            }
        }
        if (sites == null) {
            sites = new Sites(puller, nodesForbidden);
        }
        // Kept only when it has taken all of the view in: one that broke off halfway would differ from every view to come.
        sites.show(view);
        known.addFirst(sites);
        if (known.size() > PULLERS) {
            known.removeLast();
        }
        return sites;
    }
}
