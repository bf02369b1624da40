package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Makes images on the spot. Each repository and tag has layers of its own, so that a node that has one image still has to pull every other; the
 * same name gives the same digests everywhere.
 */
final class ImageMaker {
    private static final String OCI = "application/vnd.oci.image.";
    private static final String MANIFEST = OCI + "manifest.v1+json";
    private static final String GZIPPED = OCI + "layer.v1.tar+gzip";
    private static final String PLAIN = OCI + "layer.v1.tar";
    private static final String ODD = OCI + "layer.v1.sealed";
    private static final int ELF_MACHINE = 18;
    private static final List<String> APPLETS = List.of("sh", "ls", "cat", "cp", "echo", "mkdir", "sleep", "true", "false", "wget", "ps", "df", "id");

    private final byte[] busybox;

    /** @param program busybox, linked statically, or whatever shall stand for it */
    ImageMaker(byte[] program) {
        busybox = program.clone();
    }

    /** @param name the repository, a colon, the tag */
    Image make(String name, Shape shape) {
        Image image = new Image();
        List<Content> layers = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        byte[] files = programs(name, shape);
        layers.add(image.addLayer(Content.of(type(GZIPPED, shape), damaged(files, shape.flaw()))));
        differences.add(Content.of(PLAIN, files).digest());
        for (int i = 0; i < shape.layers() && shape.size() > 0; i++) {
            Content layer = Content.of(
                    type(PLAIN, shape), Tar.random("random-" + i, shape.size() / shape.layers(), name.hashCode() * 31L + i));
            layers.add(image.addLayer(layer));
            differences.add(layer.digest());
        }
        if (shape.flaw() == Shape.Flaw.BADDIFF) {
            differences.replaceAll(digest -> Content.of(PLAIN, digest.getBytes(StandardCharsets.US_ASCII)).digest());
        }
        if (shape.platforms().isEmpty()) {
            manifest(image, name, shape.architecture(), layers, differences, shape.flaw());
        } else {
            index(image, name, shape, layers, differences);
        }
        return image;
    }

    private static String type(String usual, Shape shape) {
        return shape.flaw() == Shape.Flaw.ODDLAYERS ? ODD : usual;
    }

    /** With a shell: busybox under all its names. Without: the same program under names that make no shell of it. */
    private byte[] programs(String name, Shape shape) {
        byte[] program = shape.platforms().isEmpty() ? forMachine(shape.architecture()) : busybox;
        Tar tar = new Tar().directory("bin").directory("tmp").directory("etc");
        tar.file("etc/image", 0644, (name + "\n").getBytes(StandardCharsets.UTF_8));
        tar.file("etc/passwd", 0644, "root:x:0:0:root:/:/bin/sh\n".getBytes(StandardCharsets.UTF_8));
        if (shape.shell()) {
            tar.file("bin/busybox", 0755, program);
            APPLETS.forEach(applet -> tar.link("bin/" + applet, "busybox"));
        } else {
            tar.file("bin/true", 0755, program).link("bin/sleep", "true");
        }
        return tar.bytes();
    }

    /** For another architecture than ours: the same program, said to be for another machine, which is what the kernel looks at (ELF e_machine). */
    private byte[] forMachine(String architecture) {
        byte[] program = busybox.clone();
        if (!architecture.equals(Shape.here()) && program.length > ELF_MACHINE) {
            program[ELF_MACHINE] ^= (byte) 0xff;
        }
        return program;
    }

    private static byte[] damaged(byte[] files, Shape.Flaw flaw) {
        return switch (flaw) {
            case BADGZIP -> {
                byte[] broken = gzip(files);
                broken[broken.length / 2] ^= 1;
                yield broken;
            }
            case BADTAR -> gzip("no archive at all, and long enough to be read as the beginning of one".repeat(20).getBytes(StandardCharsets.US_ASCII));
            default -> gzip(files);
        };
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write to memory", e);
        }
        return out.toByteArray();
    }

    private static Content manifest(
            Image image, String name, String architecture, List<Content> layers, List<String> differences, Shape.Flaw flaw) {
        Content config = image.addConfig(json(OCI + "config.v1+json", flaw == Shape.Flaw.BADCONFIG ? "[" : config(name, architecture, differences)));
        if (flaw == Shape.Flaw.BADMANIFEST) {
            return image.addManifest(json(MANIFEST, "<html>no manifest</html>"));
        }
        if (flaw == Shape.Flaw.SCHEMA1) {
            String schema1 = "{\"schemaVersion\":1,\"name\":\"x\",\"tag\":\"v1\",\"architecture\":\"amd64\",\"fsLayers\":[],\"history\":[]}";
            return image.addManifest(json("application/vnd.docker.distribution.manifest.v1+prettyjws", schema1));
        }
        List<String> descriptors = layers.stream().map(layer -> layer.descriptor() + "}").toList();
        return image.addManifest(json(
                MANIFEST,
                "{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":" + config.descriptor() + "},\"layers\":[" + String.join(",", descriptors)
                        + "]}"));
    }

    private static void index(Image image, String name, Shape shape, List<Content> layers, List<String> differences) {
        String type = OCI + "index.v1+json";
        List<String> entries = new ArrayList<>();
        for (String architecture : shape.platforms()) {
            Content manifest = manifest(image, name, architecture, layers, differences, shape.flaw());
            entries.add(manifest.descriptor() + ",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}}");
        }
        image.addManifest(
                json(type, "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"manifests\":[" + String.join(",", entries) + "]}"));
    }

    /** An image called {@code pause} sleeps, as the one of Kubernetes does; every other runs a shell. */
    private static String config(String name, String architecture, List<String> differences) {
        boolean pause = name.matches("(.*/)?pause:[^/]*");
        String run = pause ? "\"Entrypoint\":[\"/bin/sleep\",\"2147483647\"]" : "\"Cmd\":[\"/bin/sh\"]";
        return "{\"created\":\"2020-01-01T00:00:00Z\",\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"config\":{\"Env\":[\"PATH=/bin\"],"
                + run + "},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + String.join("\",\"", differences) + "\"]}}";
    }

    private static Content json(String mediaType, String text) {
        return Content.of(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }
}
