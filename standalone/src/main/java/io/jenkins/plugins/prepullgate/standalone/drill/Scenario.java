package io.jenkins.plugins.prepullgate.standalone.drill;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happens in a cluster while the gate waits.
 *
 * @param name what it is called
 * @param about one sentence
 * @param ends the code that the gate must end with; empty for success
 * @param budget of the wait, unless the caller names another; empty for the usual one
 * @param puller the generation of the chart's prepuller
 * @param images in the order in which they are pulled; empty for the chart's own
 * @param nodes of the cluster
 * @param script what happens, by time
 */
public record Scenario(
        String name,
        String about,
        String ends,
        Optional<Duration> budget,
        Puller puller,
        List<String> images,
        List<Machine> nodes,
        List<Moment> script) {
    /** How a scenario's file and the output name success. */
    public static final String COMPLETE = "COMPLETE";

    public Scenario {
        images = List.copyOf(images);
        nodes = List.copyOf(nodes);
        script = List.copyOf(script);
    }

    /** The prepuller's generation. */
    enum Puller {
        /** z2jh since 0.7: a DaemonSet that is a hook. */
        CURRENT("current", "prepuller.yaml"),
        /** z2jh 0.6: a Job whose program makes a DaemonSet and waits for every node that is not cordoned. */
        V06("0.6", "prepuller-0.6.yaml");

        final String word;
        final String file;

        Puller(String word, String file) {
            this.word = word;
            this.file = file;
        }
    }

    /**
     * A node as it is at the beginning.
     *
     * @param taints such as {@code key=value:NoSchedule}
     */
    record Machine(String name, Map<String, String> labels, List<String> taints, boolean cordoned) {}

    /**
     * Something that happens.
     *
     * @param at after the beginning
     * @param nodes where it happens; empty if it concerns the whole cluster
     * @param text what the cluster says, or the taint; may be empty
     */
    record Moment(Duration at, Action action, List<String> nodes, String text) {}

    /** The code that it must end with, or {@value #COMPLETE}. */
    public String ending() {
        return ends.isEmpty() ? COMPLETE : ends;
    }
}
