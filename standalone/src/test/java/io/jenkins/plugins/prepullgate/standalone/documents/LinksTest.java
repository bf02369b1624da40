package io.jenkins.plugins.prepullgate.standalone.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** Links between the pages lead somewhere. */
public class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.*)$", Pattern.MULTILINE);

    @Test
    public void everyLinkLeadsToAFileAndAHeadingThatExist() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : Documents.pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!link.group(1).matches("[a-z]+:.*")) {
                    links++;
                    String problem = problem(page, link.group(1));
                    if (!problem.isEmpty()) {
                        broken.add(Documents.root().relativize(page) + ": " + link.group(1) + ": " + problem);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(20);
    }

    @Test
    public void everyLinkThatLeadsElsewhereIsAWholeAddress() throws IOException {
        List<String> links = new ArrayList<>();
        for (Path page : Documents.pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (link.group(1).matches("[a-z]+:.*")) {
                    links.add(link.group(1));
                }
            }
        }
        assertThat(links).isNotEmpty().allSatisfy(link -> {
            URI address = URI.create(link);
            assertThat(address.getScheme()).as(link).isEqualTo("https");
            assertThat(address.getHost()).as(link).contains(".").doesNotContain("example");
            assertThat(link).doesNotMatch(".*[.,;:]$");
        });
    }

    @Test
    public void everyPageIsReachedFromTheFirstOneAndEveryPictureIsShown() throws IOException {
        String first = Files.readString(Documents.root().resolve("README.md"));
        StringBuilder all = new StringBuilder();
        for (Path page : Documents.pages()) {
            all.append(Files.readString(page));
        }
        assertThat(names("docs", ".md")).isNotEmpty().allSatisfy(name -> assertThat(first).contains("(docs/" + name + ")"));
        assertThat(names("docs/images", ".png")).isNotEmpty().allSatisfy(name -> assertThat(all.toString()).contains("images/" + name + ")"));
    }

    private static List<String> names(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(Documents.root().resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ending)).sorted().toList();
        }
    }

    private static String problem(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path to = file.isEmpty() ? page : page.getParent().resolve(file).normalize();
        if (!Files.exists(to)) {
            return "there is no such file";
        }
        return hash < 0 || anchors(to).contains(target.substring(hash + 1)) ? "" : "there is no such heading";
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        Matcher heading = HEADING.matcher(Files.readString(page));
        while (heading.find()) {
            anchors.add(heading.group(1).strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'));
        }
        return anchors;
    }
}
