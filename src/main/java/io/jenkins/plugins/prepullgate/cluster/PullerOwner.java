package io.jenkins.plugins.prepullgate.cluster;

import java.util.Objects;

/**
 * For whom a puller of our own was made, so that whoever finds it later can tell whether it is still needed.
 *
 * @param id tells one owner from every other
 * @param title a few words for the puller's name; like the id it never changes
 * @param words for people, such as {@code process 4711 on ci-3}
 * @param process who would remove it, in the form of whoever wrote it; empty when that is nobody in particular
 */
public record PullerOwner(String id, String title, String words, String process) {
    public PullerOwner {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        words = words == null || words.isEmpty() ? id : words;
        process = process == null ? "" : process;
    }
}
