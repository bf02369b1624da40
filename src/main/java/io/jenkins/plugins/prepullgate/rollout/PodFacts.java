package io.jenkins.plugins.prepullgate.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is judged of a puller pod.
 *
 * @param namespace never null
 * @param name never null
 * @param uid never null
 * @param owner uid of the controlling DaemonSet; may be empty
 * @param node the node it is bound to, or, while it is pending, the one its {@code metadata.name} affinity aims at; empty when neither is known
 * @param bound whether the scheduler has bound it
 * @param generation the template generation it was made from ({@code pod-template-generation}); 0 when unknown
 * @param createdAt null when unknown
 * @param deletedAt when its deletion began; null while it is alive
 * @param phase {@code Pending}, {@code Running}, {@code Failed}, {@code Succeeded}, {@code Unknown}; may be empty
 * @param reason such as {@code Evicted} or {@code OutOfpods}; may be empty
 * @param message may be empty
 * @param startedAt when the kubelet acknowledged it; null before
 * @param conditions the conditions that are judged
 * @param initContainers in the template's order
 * @param containers the main containers
 */
public record PodFacts(
        String namespace,
        String name,
        String uid,
        String owner,
        String node,
        boolean bound,
        long generation,
        Instant createdAt,
        Instant deletedAt,
        String phase,
        String reason,
        String message,
        Instant startedAt,
        List<PodCondition> conditions,
        List<ContainerFacts> initContainers,
        List<ContainerFacts> containers) {
    public PodFacts {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        uid = uid == null ? "" : uid;
        owner = owner == null ? "" : owner;
        node = node == null ? "" : node;
        phase = phase == null ? "" : phase;
        reason = reason == null ? "" : reason;
        message = message == null ? "" : message;
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        initContainers = initContainers == null ? List.of() : List.copyOf(initContainers);
        containers = containers == null ? List.of() : List.copyOf(containers);
    }

    public Optional<PodCondition> condition(String type) {
        // Asked for every node at every look: no stream.
        for (PodCondition condition : conditions) {
            if (condition.type().equals(type)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    /** Whether the kubelet says that all its containers run and are ready. */
    public boolean ready() {
        return deletedAt == null && condition("Ready").filter(c -> c.status().equals("True")).isPresent();
    }

    public boolean failed() {
        return phase.equals("Failed");
    }

    /** Whether its sandbox stands, so that a waiting container is pulling and not still being set up; empty before Kubernetes 1.29. */
    public Optional<Boolean> sandboxReady() {
        return condition("PodReadyToStartContainers").map(c -> c.status().equals("True"));
    }

    /** The object as evidence names it. */
    public String ref() {
        return "Pod " + namespace + "/" + name;
    }

    /** Where its status shows a container, as evidence names it; pullers pull in init containers. */
    public String field(ContainerFacts container) {
        boolean init = initContainers.stream().anyMatch(c -> c.name().equals(container.name()));
        return (init ? "initContainerStatuses[" : "containerStatuses[") + container.name() + "]";
    }
}
