package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.FileFault;
import io.jenkins.plugins.prepullgate.cluster.RenderedChart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The option {@code --manifest}: a file, or {@code -} for stdin. */
final class Manifests {
    private static final String STDIN = "-";

    private Manifests() {}

    /** @throws UsageException when it cannot be read, or is not a rendered chart */
    static RenderedChart read(String manifest) {
        if (manifest.isBlank()) {
            throw new UsageException("--manifest: " + FileNames.EMPTY);
        }
        String what = manifest.equals(STDIN) ? "the manifest on stdin" : "the manifest " + manifest;
        String text = text(manifest, what);
        return Values.read(() -> RenderedChart.parse(text, what));
    }

    private static String text(String manifest, String what) {
        try {
            byte[] bytes = manifest.equals(STDIN) ? System.in.readNBytes(RenderedChart.LIMIT + 1) : head(Path.of(manifest));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("--manifest: " + what + " cannot be read: " + FileFault.words(e));
        }
    }

    /** Reads one byte more than the limit, so that a file that is too large can be told from one that just fits. */
    private static byte[] head(Path file) throws IOException {
        if (Files.isRegularFile(file) && Files.size(file) > RenderedChart.LIMIT) {
            throw new UsageException(
                    "--manifest: '" + file + "' has " + Files.size(file) + " bytes; a rendered chart may have " + RenderedChart.LIMIT);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(RenderedChart.LIMIT + 1);
        }
    }
}
