package io.jenkins.plugins.prepullgate.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A rollout by chance, and what would be right to say of it. Until its last step nothing final may be said. */
final class Story {
    private static final String NOT_FOUND = "rpc error: code = NotFound desc = failed to resolve image: hub.test/user:v1: not found";
    private static final String LIMITED = "rpc error: code = Unknown desc = 429 Too Many Requests";
    private static final int GAP = 60;

    final Fate fate;
    final Plan plan = new Plan();
    /** When the outcome is settled, after the beginning. */
    final long settledAt;

    private final Random random;
    private final PlayedRollout rollout;
    private long clock;
    /** Whether the last step has begun: from now on the fate may be told. */
    private volatile boolean settled;

    Story(PlayedRollout rollout, Random random) {
        this.rollout = rollout;
        this.random = random;
        this.fate = Fate.values()[Math.max(0, random.nextInt(Fate.values().length + 3) - 3)];
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            String node = "user-" + i;
            nodes.add(node);
            then("node " + node, () -> rollout.node(node));
        }
        then("the puller", rollout::puller);
        int steps = 4 + random.nextInt(8);
        for (int i = 0; i < steps; i++) {
            happening(nodes, i);
        }
        if (fate != Fate.NOT_FOUND) {
            // All but the first, which the fate is about.
            nodes.subList(1, nodes.size()).forEach(node -> then(node + " is ready", () -> rollout.ready(node)));
        }
        finale(nodes);
        settledAt = clock;
    }

    boolean settled() {
        return settled;
    }

    private void then(String what, Runnable action) {
        clock += 1 + random.nextInt(GAP);
        plan.at(clock, what, action);
    }

    private void happening(List<String> nodes, int number) {
        String node = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(8)) {
            case 0 -> then(node + " has an image", () -> rollout.pulled(node, 1));
            case 1 -> then(node + " is limited", () -> rollout.fails(node, "ErrImagePull", LIMITED));
            case 2 -> then("the pod on " + node + " is made anew", () -> rollout.restart(node));
            case 3 -> then("the puller is replaced", rollout::puller);
            case 4 -> {
                String more = "user-late-" + number;
                nodes.add(more);
                then("node " + more + " comes", () -> rollout.node(more));
            }
            case 5 -> {
                if (nodes.size() > 2 && !node.equals(nodes.get(0))) {
                    nodes.remove(node);
                    then("node " + node + " goes", () -> rollout.removeNode(node));
                }
            }
            case 6 -> {
                if (fate != Fate.NOT_FOUND && !node.equals(nodes.get(0))) {
                    then(node + " finds nothing, once", () -> rollout.fails(node, "ErrImagePull", NOT_FOUND));
                    then(node + " finds it", () -> rollout.pulled(node, 1));
                }
            }
            default -> then("the controller counts", rollout::count);
        }
    }

    private void finale(List<String> nodes) {
        String first = nodes.get(0);
        switch (fate) {
            case COMPLETE -> settle(first + " is ready, the last", () -> rollout.ready(first));
            case NOT_FOUND -> {
                nodes.forEach(node -> then(node + " has nothing", () -> rollout.pulled(node, 0)));
                nodes.subList(1, nodes.size()).forEach(node -> then(node + " finds nothing", () -> rollout.fails(node, "ErrImagePull", NOT_FOUND)));
                settle(first + " finds nothing, the last", () -> rollout.fails(first, "ErrImagePull", NOT_FOUND));
            }
            case INVALID_NAME -> settle(
                    first + " refuses the name", () -> rollout.fails(first, "InvalidImageName", "couldn't parse image name"));
            case STUCK -> settle(first + " pulls on", () -> rollout.pulled(first, 1));
            case DARK -> settle(first + " is ready, and nobody sees it", () -> rollout.ready(first));
        }
    }

    private void settle(String what, Runnable action) {
        then(what, () -> {
            settled = true;
            action.run();
        });
    }
}
