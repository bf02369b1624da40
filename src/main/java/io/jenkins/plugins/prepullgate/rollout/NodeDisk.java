package io.jenkins.plugins.prepullgate.rollout;

import java.util.Collection;

/**
 * A node's disk and what its images take of it, by the node's own status.
 *
 * <p>Sizes are the compressed ones. On the disk an image takes at least twice as much: containerd keeps the layers as they came beside the unpacked
 * ones, and where it discards them, the unpacked ones of an ordinary image are two to three times as large. A kubelet lists its 50 largest images, so
 * that the sum is too small rather than too large. Where images have a file system of their own, its size is nowhere to be seen.
 *
 * @param capacity bytes of {@code status.capacity[ephemeral-storage]}
 * @param images bytes of all images in {@code status.images}, compressed
 */
public record NodeDisk(long capacity, long images) {
    /** From this part of the disk on a kubelet removes images ({@code imageGCHighThresholdPercent}), unless it is told otherwise. */
    static final int REMOVES_AT_PERCENT = 85;

    private static final int UNPACKED = 2;

    /**
     * Whether it takes the puller's images to fill the disk. What was there before and would fill it by itself has a disk that is not this one, or
     * one that is not filled in this way.
     *
     * @param pulled the puller's images, as far as any node lists them
     */
    boolean filledBy(String node, Collection<ImageOnNodes> pulled) {
        long mine = pulled.stream().filter(image -> image.includes(node)).mapToLong(ImageOnNodes::bytes).sum();
        long others = Math.max(0, images - mine);
        return !fills(others) && fills(others + wanted(pulled));
    }

    /** What the puller's images take, compressed. */
    public static long wanted(Collection<ImageOnNodes> pulled) {
        return pulled.stream().mapToLong(ImageOnNodes::bytes).sum();
    }

    private boolean fills(long compressed) {
        return capacity > 0 && compressed * UNPACKED > capacity / 100 * REMOVES_AT_PERCENT;
    }

    /**
     * Whether it can be told beforehand that {@link #filledBy} does not hold, whatever of the puller's images is there already.
     *
     * @param wanted what these take, as {@link #wanted} has it
     */
    public boolean hasRoomFor(long wanted) {
        return !fills(images + wanted);
    }
}
