package io.jenkins.plugins.prepullgate.nodes;

import java.util.Objects;

/**
 * What keeps ordinary pods off a control-plane node.
 *
 * @param cordoned {@code spec.unschedulable}
 * @param taint the protecting taint as {@code key=value:Effect}; empty when there is none
 */
public record Protection(boolean cordoned, String taint) {
    public Protection {
        Objects.requireNonNull(taint, "taint");
    }

    public static Protection of(NodeFacts node) {
        return new Protection(node.unschedulable(), ControlPlane.protectingTaint(node).map(Taint::toString).orElse(""));
    }

    /** Whether something that protected the node is missing now. */
    public boolean weakerThan(Protection before) {
        return before.cordoned && !cordoned || !before.taint.isEmpty() && taint.isEmpty();
    }

    /** What is missing now, such as {@code was uncordoned} or {@code lost its taint k=v:NoSchedule}; empty unless weaker. */
    public String lostSince(Protection before) {
        String cordon = before.cordoned && !cordoned ? "was uncordoned" : "";
        String lost = !before.taint.isEmpty() && taint.isEmpty() ? "lost its taint " + before.taint : "";
        return cordon + (cordon.isEmpty() || lost.isEmpty() ? "" : " and ") + lost;
    }

    /** Both protections together; where both have a taint, the other's is taken. */
    public Protection strengthenedBy(Protection other) {
        return new Protection(cordoned || other.cordoned, other.taint.isEmpty() ? taint : other.taint);
    }

    /** Such as {@code cordoned and tainted node-role.kubernetes.io/master=true:NoSchedule}. */
    public String words() {
        String cordon = cordoned ? "cordoned" : "not cordoned";
        return cordon + (taint.isEmpty() ? ", not tainted" : ", tainted " + taint);
    }

    /** A short text from which {@link #parse} makes the same value. */
    public String text() {
        return (cordoned ? "1" : "0") + taint;
    }

    /** The inverse of {@link #text()}. */
    public static Protection parse(String text) {
        return new Protection(text.startsWith("1"), text.substring(1));
    }
}
