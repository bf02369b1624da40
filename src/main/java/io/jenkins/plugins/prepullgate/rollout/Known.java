package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.nodes.Placement;
import java.util.Optional;

/**
 * What follows from single facts alone, kept from one look of a wait to its next. It saves time and decides nothing: with it or without, a view is
 * judged the same. One for each wait, used by one thread at a time.
 */
public final class Known {
    private final FactMemo<EventFacts, Optional<PulledEvent>> pulled = new FactMemo<>(PulledEvent::parse);
    private Placement placement = Placement.ANYWHERE;
    private FactMemo<NodeFacts, Eligibility> eligibility = of(placement);

    private static FactMemo<NodeFacts, Eligibility> of(Placement placement) {
        return new FactMemo<>(node -> Eligibility.judge(node, placement));
    }

    /** A look begins, at a puller that may be placed so. */
    void look(Placement of) {
        if (!of.equals(placement)) {
            placement = of;
            eligibility = of(of);
        }
        eligibility.look();
        pulled.look();
    }

    Optional<PulledEvent> pulled(EventFacts event) {
        return pulled.of(event);
    }

    Eligibility eligibility(NodeFacts node) {
        return eligibility.of(node);
    }
}
