package io.jenkins.plugins.prepullgate.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The corpus of recorded waits: {@code NAME.jsonl}, or packed {@code NAME.jsonl.gz}, in {@code src/test/resources/recordings}. */
final class Recordings {
    private static final String PLAIN = ".jsonl";
    private static final String PACKED = ".jsonl.gz";

    private Recordings() {}

    /** Whichever build runs the test. */
    static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("src/test/resources/recordings")) ? here : here.getParent();
        return root.resolve("src/test/resources/recordings");
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(PLAIN) || n.endsWith(PACKED))
                    .map(n -> n.substring(0, n.lastIndexOf(PLAIN)))
                    .sorted()
                    .toList();
        }
    }

    static Recording read(String name) throws IOException {
        Path plain = folder().resolve(name + PLAIN);
        boolean packed = !Files.exists(plain);
        try (InputStream file = Files.newInputStream(packed ? folder().resolve(name + PACKED) : plain);
                InputStream unpacked = packed ? new GZIPInputStream(file) : file;
                Reader reader = new InputStreamReader(unpacked, StandardCharsets.UTF_8)) {
            return Recording.read(reader);
        }
    }
}
