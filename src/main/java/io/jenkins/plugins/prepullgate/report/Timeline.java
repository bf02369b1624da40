package io.jenkins.plugins.prepullgate.report;

import java.util.List;

/**
 * What the picture of a wait shows: a lane per node with a bar per image, what happened when, the budget and the verdict. Bounded whatever the
 * size of the cluster: nodes in trouble and the slowest have lanes; for all nodes together there are counts. All times are milliseconds after the
 * wait's start.
 *
 * @param seenFrom since when this process has looked; more than 0 if another process began the wait
 * @param end when the wait ended
 * @param budget when its budget ends
 * @param success whether it was complete
 * @param verdict what ended it, in one or two words
 * @param images in the order in which they are pulled; bars name them by their number, from 1
 * @param lanes the sick first, then the slowest
 * @param others how many nodes have no lane
 * @param crowd counts of all nodes over time; empty when every node has a lane
 * @param events in order of time
 */
public record Timeline(
        long seenFrom,
        long end,
        long budget,
        boolean success,
        String verdict,
        List<String> images,
        List<Lane> lanes,
        int others,
        List<Count> crowd,
        List<Event> events) {
    public Timeline {
        images = List.copyOf(images);
        lanes = List.copyOf(lanes);
        crowd = List.copyOf(crowd);
        events = List.copyOf(events);
    }

    /** How a bar looks, and what a node is counted as. */
    public enum Look {
        /** No pod, or one that is not bound. */
        WAITING("waiting for a pod"),
        STARTING("pod being set up"),
        PULLING("pulling"),
        RETRYING("backing off"),
        FAILED("failed"),
        LOST("lost"),
        READY("ready"),
        EXCLUDED("excluded");

        private final String words;

        Look(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A node.
     *
     * @param sick whether something was wrong with it
     */
    public record Lane(String node, boolean sick, List<Bar> bars) {
        public Lane {
            bars = List.copyOf(bars);
        }
    }

    /** @param image the number of the image, from 1; 0 for none */
    public record Bar(long from, long to, Look look, int image) {}

    /** How many of the expected nodes were ready, at work, waiting and in trouble. */
    public record Count(long at, int ready, int working, int waiting, int trouble) {
        int sum() {
            return ready + working + waiting + trouble;
        }
    }

    /**
     * Something worth a mark.
     *
     * @param tone how grave it is
     * @param code of a finding; empty for none
     * @param nodes the first of those concerned
     */
    public record Event(long at, Tone tone, String code, String text, List<String> nodes) {
        public Event {
            nodes = List.copyOf(nodes);
        }
    }
}
