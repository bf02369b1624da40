package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Assessor;
import io.jenkins.plugins.prepullgate.rollout.Memory;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.time.Duration;
import java.time.Instant;

/** Assessments of composed views, as a wait would make them one after the other. */
final class Scenes {
    static final WaitSpec SPEC = new WaitSpec(Policy.DEFAULT, ViewBuilder.START, Duration.ofMinutes(20), Duration.ofSeconds(30));

    private Assessment latest;

    static Instant after(long seconds) {
        return ViewBuilder.START.plusSeconds(seconds);
    }

    /** What the view means so many seconds after the start, with the memory of what was judged before. */
    Assessment at(long seconds, ViewBuilder view) {
        return at(seconds, view, SPEC.policy());
    }

    Assessment at(long seconds, ViewBuilder view, Policy policy) {
        Memory memory = latest == null ? Memory.startingAt(ViewBuilder.START) : latest.memory();
        latest = Assessor.assess(view.build(), policy, memory, after(seconds));
        return latest;
    }

    static WaitResult ended(Ending ending, Assessment last) {
        return new WaitResult(ending, last, SPEC, last.at(), "");
    }

    /** The name of the node with this number, such as {@code n0001}. */
    static String node(int number) {
        return String.format("n%04d", number);
    }
}
