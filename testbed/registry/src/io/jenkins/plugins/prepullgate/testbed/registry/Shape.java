package io.jenkins.plugins.prepullgate.testbed.registry;

import java.util.List;

/**
 * What an image consists of.
 *
 * @param platforms architectures of the index; empty: a manifest without an index
 * @param architecture of the manifest without an index
 * @param size of the random files beside the programs, in bytes
 * @param layers over how many layers these are spread, 1 or more
 * @param shell whether there is a shell
 * @param flaw what is wrong with the content though every digest is right
 */
record Shape(List<String> platforms, String architecture, long size, int layers, boolean shell, Flaw flaw) {
    /** Contents that arrive as their digests say and still cannot be used. */
    enum Flaw {
        NONE,
        /** The first layer cannot be decompressed. */
        BADGZIP,
        /** The first layer decompresses to something that is no archive. */
        BADTAR,
        /** The config names other layers than there are. */
        BADDIFF,
        /** The layers' media type is one that nobody knows. */
        ODDLAYERS,
        /** The config says nothing that can be read. */
        BADCONFIG,
        /** The manifest is not JSON. */
        BADMANIFEST,
        /** The manifest is of schema 1, which newer runtimes refuse. */
        SCHEMA1
    }

    /** The architecture of this machine, as Go calls it. */
    static String here() {
        String arch = System.getProperty("os.arch");
        return switch (arch) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> arch;
        };
    }

    static Shape plain() {
        return new Shape(List.of(), here(), 0, 1, true, Flaw.NONE);
    }
}
