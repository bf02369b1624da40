package io.jenkins.plugins.prepullgate.standalone.live;

import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Assessor;
import io.jenkins.plugins.prepullgate.rollout.Memory;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Waits to be drawn. */
final class Pictures {
    static final WaitSpec SPEC = new WaitSpec(Policy.DEFAULT, ViewBuilder.START, Duration.ofMinutes(20), Duration.ofSeconds(30));
    static final String NOT_FOUND = "rpc error: code = NotFound desc = failed to pull and unpack image \"" + ViewBuilder.IMAGE + "\": "
            + ViewBuilder.IMAGE + ": not found";

    private Pictures() {}

    static Instant after(long seconds) {
        return ViewBuilder.START.plusSeconds(seconds);
    }

    static Assessment at(long seconds, ViewBuilder view) {
        return Assessor.assess(view.build(), Policy.DEFAULT, Memory.startingAt(ViewBuilder.START), after(seconds));
    }

    /** The lines of a picture without colours. */
    static List<String> drawn(Assessment now, int columns, int rows) {
        return Frame.of("namespace jhub of production", now, SPEC, now.at(), new Size(columns, rows)).stream().map(Line::plain).toList();
    }

    /** One of each: a node that is ready, one that pulls, one whose pull fails, one without a pod, a master that is left out. */
    static ViewBuilder small() {
        return new ViewBuilder()
                .master(false)
                .node("agent-1")
                .ready("agent-1")
                .node("agent-2")
                .pulling("agent-2", 1)
                .node("agent-3")
                .failing("agent-3", 0, "ImagePullBackOff", NOT_FOUND)
                .node("agent-4");
    }

    /** So many nodes: every hundredth backs off, every third of the others pulls, the rest is ready. */
    static ViewBuilder large(int nodes) {
        ViewBuilder view = new ViewBuilder();
        for (int i = 0; i < nodes; i++) {
            String name = String.format("ip-10-0-%d-%d.eu-west-1.compute.internal", i / 250, i % 250);
            view.node(name);
            if (i % 100 == 7) {
                view.failing(name, 0, "ImagePullBackOff", NOT_FOUND);
            } else if (i % 3 == 0) {
                view.pulling(name, 1);
            } else {
                view.ready(name);
            }
        }
        return view;
    }
}
