package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.jenkins.plugins.prepullgate.nodes.Eligibility;
import io.jenkins.plugins.prepullgate.nodes.HeldImages;
import io.jenkins.plugins.prepullgate.nodes.ImagePresence;
import io.jenkins.plugins.prepullgate.nodes.Placement;
import io.jenkins.plugins.prepullgate.rollout.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The images that are listed by the nodes on which a puller will run. Read once. */
final class ImagesOnNodes {
    private final List<HeldImages> held;

    private ImagesOnNodes(List<HeldImages> held) {
        this.held = held;
    }

    /** @throws ConnectionException also when nodes may not be read */
    static ImagesOnNodes read(ClusterClient client, Placement placement) throws ConnectionException {
        return new ImagesOnNodes(client.call(() -> {
            List<HeldImages> held = new ArrayList<>();
            new Pages<Node>(client.fabric8().nodes(), Selection.ALL)
                    .forEach(node -> NodeMapping.facts(node)
                            .filter(facts -> Eligibility.judge(facts, placement).eligible())
                            .ifPresent(facts -> held.add(new HeldImages(facts.name(), names(node)))));
            return held;
        }));
    }

    /** How many nodes the puller may run on. */
    int nodes() {
        return held.size();
    }

    /** Says where the images are already, as far as nodes tell. */
    void tell(List<String> images, Consumer<String> line) {
        List<ImagePresence> all = images.stream().map(image -> ImagePresence.of(image, held)).toList();
        all.forEach(presence -> tell(presence, line));
        boolean nowhere = all.stream().allMatch(p -> p.holders().isEmpty());
        if (!all.stream().allMatch(ImagePresence::everywhere)) {
            line.accept((nowhere ? "no node lists any of the images yet" : "what a node does not list may be there all the same")
                    + ": a kubelet lists its 50 largest, up to 40 seconds late");
        }
    }

    private static void tell(ImagePresence presence, Consumer<String> line) {
        if (!presence.holders().isEmpty()) {
            String which = presence.everywhere() ? "" : " (" + Names.of(presence.holders()) + ")";
            line.accept("present already: " + presence.image() + " on " + presence.holders().size() + " of " + presence.nodes() + " nodes" + which);
        }
        if (presence.differs()) {
            line.accept("note: nodes list different images under " + presence.image() + ": " + presence.differences()
                    + "; a node that has one pulls no other unless its policy is Always");
        }
    }

    private static List<List<String>> names(Node node) {
        return node.getStatus() == null
                ? List.of()
                : Meta.list(node.getStatus().getImages()).stream().map(image -> Meta.list(image.getNames())).toList();
    }
}
