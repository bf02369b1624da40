package io.jenkins.plugins.prepullgate.standalone.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** A promise of {@code docs/SECURITY.md} is worth as much as the tests that it names: each must be there, and run. */
public class SecurityPageTest {
    /** {@code SomeTest}, {@code SomeTest.aMethod}, or {@code .aMethod} of the class named before it. */
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)?(?:\\.(\\w+))?`");

    private static List<String> promises() throws IOException {
        List<String> lines = Files.readAllLines(Documents.root().resolve("docs/SECURITY.md"));
        List<String> after = lines.subList(lines.indexOf("| promise | held by |") + 2, lines.size());
        return after.stream().takeWhile(line -> line.startsWith("|")).toList();
    }

    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        for (String folder : List.of("src/test/java", "standalone/src/test/java")) {
            try (Stream<Path> files = Files.walk(Documents.root().resolve(folder))) {
                for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                    tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return tests;
    }

    @Test
    public void everyPromiseNamesTestsThatAreThere() throws IOException {
        Map<String, String> tests = tests();
        assertThat(promises()).hasSizeGreaterThanOrEqualTo(20).allSatisfy(promise -> {
            String held = promise.split("\\|")[2];
            Matcher named = NAMED.matcher(held);
            String source = null;
            int found = 0;
            while (named.find()) {
                if (named.group(1) != null) {
                    source = tests.get(named.group(1));
                }
                assertThat(source).as(named.group()).isNotNull();
                String method = named.group(2);
                assertThat(source).as(named.group()).containsPattern(method == null ? "@Test" : "@Test[^;{}]*\\s+public void " + method + "\\(\\)");
                found++;
            }
            assertThat(found).as(promise).isPositive();
        });
    }
}
