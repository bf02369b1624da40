package io.jenkins.plugins.prepullgate.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happens when. */
final class Plan {
    /** @param millis after the beginning */
    record Step(long millis, String what, Runnable action) {}

    private final List<Step> steps = new ArrayList<>();

    Plan at(long millis, String what, Runnable action) {
        steps.add(new Step(millis, what, action));
        return this;
    }

    /** In order of time; what is planned for the same moment happens in the order in which it was planned. */
    List<Step> steps() {
        return steps.stream().sorted(Comparator.comparingLong(Step::millis)).toList();
    }

    long end() {
        return steps.stream().mapToLong(Step::millis).max().orElse(0);
    }

    /** One line a step. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        steps().forEach(step -> lines.append(String.format("%6d ms  %s%n", step.millis(), step.what())));
        return lines.toString();
    }
}
