package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jenkins.plugins.prepullgate.nodes.ImageReference;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.ImageOnNodes;
import io.jenkins.plugins.prepullgate.rollout.NodeDisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The nodes and the images that they list. Of 5,000 nodes with 50 images each hardly any image is on one alone, so that each node keeps numbers and
 * the names are kept once: some megabytes. A node whose list of images changes is a change only if one of them has been asked for.
 */
final class NodeShelf implements Shelf<NodeShelf.Item> {
    /** A node as it is watched. Two of them are never compared as wholes. */
    static final class Item {
        private final NodeFacts facts;
        /** The numbers of the names that it lists, sorted. */
        private final int[] images;
        private final NodeDisk disk;

        private Item(NodeFacts facts, int[] images, NodeDisk disk) {
            this.facts = facts;
            this.images = images;
            this.disk = disk;
        }
    }

    private static final int[] NONE = {};
    private static final NodeDisk UNKNOWN = new NodeDisk(0, 0);

    private final NameShelf<NodeFacts> facts = new NameShelf<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Long> bytes = new ArrayList<>();
    private final Map<String, int[]> held = new HashMap<>();
    private final Map<String, NodeDisk> disks = new HashMap<>();
    /** The disks without room for {@link #wanted}; null when they must be looked for anew. */
    private Map<String, NodeDisk> tight;

    private long wanted;
    /** What was asked for, by the name that nodes list; null where it must be looked up anew. */
    private final Map<String, ImageOnNodes> asked = new HashMap<>();

    /** Empty for an object without a name. */
    Optional<Item> item(Node node) {
        List<ContainerImage> images = node.getStatus() == null ? List.of() : Meta.list(node.getStatus().getImages());
        return NodeMapping.facts(node).map(known -> new Item(known, numbers(images), disk(node, images)));
    }

    private static NodeDisk disk(Node node, List<ContainerImage> images) {
        Quantity capacity = node.getStatus() == null || node.getStatus().getCapacity() == null
                ? null
                : node.getStatus().getCapacity().get("ephemeral-storage");
        long sum = images.stream().map(ContainerImage::getSizeBytes).filter(Objects::nonNull).mapToLong(Long::longValue).sum();
        return capacity == null ? UNKNOWN : new NodeDisk(bytes(capacity), sum);
    }

    /** 0 for what is no quantity. */
    private static long bytes(Quantity quantity) {
        try {
            return quantity.getNumericalAmount().longValue();
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    private synchronized int[] numbers(List<ContainerImage> images) {
        return images.stream()
                .flatMap(image -> Meta.list(image.getNames()).stream().map(name -> number(name, image.getSizeBytes())))
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private int number(String name, Long size) {
        int number = numbers.computeIfAbsent(name, n -> bytes.size());
        if (number == bytes.size()) {
            bytes.add(0L);
        }
        if (size != null && size > bytes.get(number)) {
            bytes.set(number, size);
        }
        return number;
    }

    @Override
    public synchronized boolean replaceAll(Map<String, Item> newItems) {
        boolean differs = facts.replaceAll(newItems.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().facts)));
        held.clear();
        disks.clear();
        tight = null;
        newItems.forEach(this::keep);
        forget();
        return differs || !asked.isEmpty();
    }

    private void keep(String name, Item item) {
        held.put(name, item.images);
        if (!item.disk.equals(disks.put(name, item.disk))) {
            tight = null;
        }
    }

    private void forget() {
        asked.replaceAll((name, before) -> null);
    }

    @Override
    public synchronized boolean put(String name, Item item) {
        int[] before = held.get(name);
        keep(name, item);
        boolean matters = false;
        for (String image : asked.keySet()) {
            Integer number = numbers.get(image);
            if (number != null && has(before == null ? NONE : before, number) != has(item.images, number)) {
                asked.put(image, null);
                matters = true;
            }
        }
        return facts.put(name, item.facts) | matters;
    }

    @Override
    public synchronized boolean remove(String name) {
        held.remove(name);
        disks.remove(name);
        tight = null;
        forget();
        return facts.remove(name);
    }

    @Override
    public List<Item> items() {
        return facts.items().stream().map(node -> new Item(node, NONE, UNKNOWN)).toList();
    }

    /** The nodes, by name; the same list until one of them changes. */
    List<NodeFacts> facts() {
        return facts.items();
    }

    private static boolean has(int[] sorted, int number) {
        return Arrays.binarySearch(sorted, number) >= 0;
    }

    /** Where these images are, by the references as given; what no node lists is left out. From now on their coming and going is a change. */
    synchronized Map<String, ImageOnNodes> images(Collection<String> references) {
        Map<String, ImageOnNodes> found = new HashMap<>();
        for (String reference : references) {
            listed(reference).map(this::lookUp).filter(image -> !image.nodes().isEmpty()).ifPresent(image -> found.put(reference, image));
        }
        return found;
    }

    /** The disks that these images may fill; most have room for them, and are left out. */
    synchronized Map<String, NodeDisk> disks(Collection<ImageOnNodes> images) {
        long now = NodeDisk.wanted(images);
        if (tight == null || now != wanted) {
            wanted = now;
            tight = disks.entrySet().stream()
                    .filter(e -> !e.getValue().hasRoomFor(now))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        }
        return tight;
    }

    private ImageOnNodes lookUp(String name) {
        ImageOnNodes known = asked.get(name);
        if (known == null) {
            Integer number = numbers.get(name);
            List<String> nodes = number == null
                    ? List.of()
                    : held.entrySet().stream().filter(e -> has(e.getValue(), number)).map(Map.Entry::getKey).toList();
            known = new ImageOnNodes(number == null ? 0 : bytes.get(number), nodes);
            asked.put(name, known);
        }
        return known;
    }

    /** The name under which nodes list the image; empty for what is no reference: a kubelet refuses it as well. */
    private static Optional<String> listed(String reference) {
        try {
            ImageReference image = ImageReference.parse(reference);
            return Optional.of(image.digest().isEmpty() ? image.repository() + ":" + image.tag() : image.repository() + "@" + image.digest());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
