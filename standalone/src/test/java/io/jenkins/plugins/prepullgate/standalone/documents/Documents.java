package io.jenkins.plugins.prepullgate.standalone.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The project's pages as they lie in the checkout. */
public final class Documents {
    private Documents() {}

    /** The project's root, whichever build runs the test. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
    }

    /** Every page in Markdown, from the root, {@code docs} and the test bed. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("", "docs", "docs/adr", "testbed/nodes", "testbed/registry")) {
            try (Stream<Path> entries = Files.list(root().resolve(folder))) {
                entries.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    /**
     * A block of code.
     *
     * @param language what stands behind its fence; empty for an indented one
     */
    record Block(String language, List<String> lines) {}

    /** The blocks of a page, fenced or indented by four. */
    static List<Block> blocks(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        String language = null;
        for (String line : Files.readAllLines(page)) {
            boolean fence = line.startsWith("```");
            if (language != null && !fence) {
                lines.add(line);
            } else if (fence) {
                close(blocks, language == null ? "" : language, lines);
                language = language == null ? line.substring(3).strip() : null;
            } else if (line.startsWith("    ")) {
                lines.add(line.substring(4));
            } else if (!line.isBlank()) {
                close(blocks, "", lines);
            }
        }
        close(blocks, "", lines);
        return blocks;
    }

    private static void close(List<Block> blocks, String language, List<String> lines) {
        if (!lines.isEmpty()) {
            blocks.add(new Block(language, List.copyOf(lines)));
            lines.clear();
        }
    }
}
