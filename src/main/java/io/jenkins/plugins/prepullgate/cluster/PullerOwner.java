package io.jenkins.plugins.prepullgate.cluster;

import java.util.Objects;

/**
 * For whom a puller of our own was made: whoever finds it later can tell whether it is still needed.
 *
 * @param id tells one owner from every other
 * @param words for people, such as {@code process 4711 on ci-3}
 * @param process the process that would remove it, in the form of whoever wrote it; empty when that is no single process
 */
public record PullerOwner(String id, String words, String process) {
    public PullerOwner {
        Objects.requireNonNull(id, "id");
        words = words == null || words.isEmpty() ? id : words;
        process = process == null ? "" : process;
    }
}
