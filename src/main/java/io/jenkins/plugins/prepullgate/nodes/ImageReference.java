package io.jenkins.plugins.prepullgate.nodes;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The full name of an image, as nodes list it and as a registry is asked for it. The grammar is that of
 * {@code github.com/distribution/reference}, which the kubelet uses as well.
 *
 * @param repository with its registry, such as {@code docker.io/library/busybox}
 * @param tag empty when there is a digest and no tag
 * @param digest such as {@code sha256:…}; empty when there is none
 */
public record ImageReference(String repository, String tag, String digest) {
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:]+])(?::\\d{1,5})?");
    private static final Pattern PATH = Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
    /** The longest repository, in characters; {@code NameTotalLengthMax} of the grammar. */
    private static final int LONGEST = 255;

    public ImageReference {
        Objects.requireNonNull(repository, "repository");
        tag = tag == null ? "" : tag;
        digest = digest == null ? "" : digest;
    }

    /**
     * Reads a reference as people write it: {@code busybox} is {@code docker.io/library/busybox:latest}.
     *
     * @throws IllegalArgumentException naming the reference and what is wrong with it
     */
    public static ImageReference parse(String text) {
        String rest = text == null ? "" : text;
        if (rest.isBlank()) {
            throw new IllegalArgumentException("the name of an image is empty");
        }
        int at = rest.indexOf('@');
        String digest = at < 0 ? "" : rest.substring(at + 1);
        if (at >= 0 && !DIGEST.matcher(digest).matches()) {
            throw wrong(text, "'" + digest + "' is no digest, which is sha256: and 64 digits");
        }
        rest = at < 0 ? rest : rest.substring(0, at);
        int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
        String tag = colon < 0 ? "" : rest.substring(colon + 1);
        if (colon >= 0 && !TAG.matcher(tag).matches()) {
            throw wrong(text, "'" + tag + "' is no tag");
        }
        String repository = repository(text, colon < 0 ? rest : rest.substring(0, colon));
        return new ImageReference(repository, tag.isEmpty() && digest.isEmpty() ? "latest" : tag, digest);
    }

    /** Docker's rule: what stands before the first slash is a registry if it has a dot, a colon or a capital letter, or is {@code localhost}. */
    private static String repository(String text, String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost") || !first.equals(first.toLowerCase(Locale.ROOT));
        String path = host ? name.substring(slash + 1) : name;
        if (host && !HOST.matcher(first).matches()) {
            throw wrong(text, "'" + first + "' is no host of a registry");
        }
        if (!PATH.matcher(path).matches()) {
            boolean upper = PATH.matcher(path.toLowerCase(Locale.ROOT)).matches();
            throw wrong(text, "the repository '" + path + "' " + (upper ? "must be in lower case" : "is malformed"));
        }
        String registry = host ? first : "docker.io";
        boolean official = registry.equals("docker.io") && path.indexOf('/') < 0;
        String repository = registry + "/" + (official ? "library/" : "") + path;
        if (repository.length() > LONGEST) {
            throw wrong(text, "its repository is longer than " + LONGEST + " characters");
        }
        return repository;
    }

    private static IllegalArgumentException wrong(String text, String why) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return new IllegalArgumentException(("image '" + shown + "': " + why).replaceAll("\\p{Cntrl}", " "));
    }

    /** The last part of the repository, by which people tell images apart. */
    public String shortName() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** Whether a full name that a node lists means this image. A reference with a digest matches by the digest alone, whatever its tag. */
    public boolean listedAs(String name) {
        return digest.isEmpty() ? name.equals(repository + ":" + tag) : name.equals(repository + "@" + digest);
    }
}
