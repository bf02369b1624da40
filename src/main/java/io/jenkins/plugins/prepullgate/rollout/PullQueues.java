package io.jenkins.plugins.prepullgate.rollout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** The queues of all nodes, kept up to date pod by pod: also of pods that are no pullers', since a puller's may wait for their pulls. */
final class PullQueues {
    /** The pulls of each pod, by the key of its events. */
    private final Map<String, List<PullRecord>> pulls = new HashMap<>();
    /** By node: the keys of the pods for which its kubelet has told of pulls. */
    private final Map<String, Set<String>> pods = new HashMap<>();

    private final Map<String, NodeQueue> queues = new HashMap<>();
    private int oneByOne;
    private int atOnce;

    /**
     * Takes note of pods of which something is different.
     *
     * @param changed their keys
     * @param told the events about a pod, by its key
     * @param nodeOf the node of an event; empty when unknown
     * @param over whether the pod's status says that the pull has come to an end of which no event is known
     */
    void update(
            Collection<String> changed, Function<String, List<EventFacts>> told, Function<EventFacts, String> nodeOf, Predicate<PullRecord> over) {
        Set<String> nodes = new TreeSet<>();
        for (String pod : changed) {
            List<PullRecord> now = PullRecord.of(told.apply(pod), nodeOf);
            List<PullRecord> before = now.isEmpty() ? pulls.remove(pod) : pulls.put(pod, now);
            for (PullRecord pull : before == null ? List.<PullRecord>of() : before) {
                nodes.add(pull.node());
                pods.getOrDefault(pull.node(), Set.of()).remove(pod);
            }
            for (PullRecord pull : now) {
                nodes.add(pull.node());
                pods.computeIfAbsent(pull.node(), n -> new LinkedHashSet<>()).add(pod);
            }
        }
        nodes.forEach(node -> replace(node, over));
    }

    private void replace(String node, Predicate<PullRecord> over) {
        List<PullRecord> all = new ArrayList<>();
        for (String pod : pods.get(node)) {
            pulls.get(pod).stream().filter(pull -> pull.node().equals(node)).forEach(all::add);
        }
        NodeQueue before;
        if (all.isEmpty()) {
            pods.remove(node);
            before = queues.remove(node);
        } else {
            NodeQueue now = NodeQueue.of(all, over);
            before = queues.put(node, now);
            count(now, 1);
        }
        if (before != null) {
            count(before, -1);
        }
    }

    private void count(NodeQueue queue, int by) {
        oneByOne += queue.oneByOne() ? by : 0;
        atOnce += queue.atOnce() ? by : 0;
    }

    /** The node's queue; an empty one where pulls do not queue, as far as its own or, without a sign of it, most other nodes show. */
    NodeQueue on(String node) {
        NodeQueue queue = queues.get(node);
        boolean none = queue == null || queue.atOnce() || !queue.oneByOne() && atOnce > oneByOne;
        return none ? NodeQueue.EMPTY : queue;
    }
}
