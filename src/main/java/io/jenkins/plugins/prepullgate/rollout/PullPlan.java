package io.jenkins.plugins.prepullgate.rollout;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A puller's containers in the order in which their images are pulled, and what is left to pull after each. */
final class PullPlan {
    static final PullPlan NONE = new PullPlan(List.of());

    private final List<ContainerSpec> order;
    private final List<List<String>> after = new ArrayList<>();

    PullPlan(List<ContainerSpec> order) {
        this.order = order;
        for (int step = 0; step <= order.size(); step++) {
            Set<String> left = new LinkedHashSet<>();
            order.subList(step, order.size()).forEach(container -> left.add(container.image()));
            order.subList(0, step).forEach(container -> left.remove(container.image()));
            after.add(List.copyOf(left));
        }
    }

    List<ContainerSpec> order() {
        return order;
    }

    /** How many containers there are. */
    int steps() {
        return order.size();
    }

    /**
     * The images that are still to be pulled when a container has its own, each once.
     *
     * @param step the container's, from 1
     */
    List<String> after(int step) {
        return after.get(step);
    }
}
