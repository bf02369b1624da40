package io.jenkins.plugins.prepullgate.standalone.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.Test;

/** What the pages have somebody type beside our own command is there: scripts with their options, files, tests, properties, accounts. */
public class ToolCallsTest {
    private static final Pattern FILE = Pattern.compile("(?:\\./)?((?:testbed|docs|standalone|src)/[\\w./-]*\\w|verify)");
    private static final Pattern PROPERTY = Pattern.compile("-D([\\w.]+)(?:=(.*))?");
    private static final Pattern ACCOUNT = Pattern.compile("create token ([a-z-]+)");
    /** Maven's own. */
    private static final Set<String> USUAL = Set.of("test", "skipTests");

    private static List<Path> sources;

    private record Call(Path page, List<String> words) {
        String told(String problem) {
            return Documents.root().relativize(page) + ": " + String.join(" ", words) + ": " + problem;
        }
    }

    @BeforeClass
    public static void everythingThatMayKnowAName() throws IOException {
        sources = new ArrayList<>(List.of(Documents.root().resolve("standalone/pom.xml"), Documents.root().resolve("pom.xml")));
        for (String folder : List.of("testbed", "src/test", "standalone/src")) {
            try (Stream<Path> files = Files.walk(Documents.root().resolve(folder))) {
                files.filter(Files::isRegularFile).filter(file -> !file.toString().matches(".*\\.(jsonl|gz|json|png|md)")).forEach(sources::add);
            }
        }
    }

    private static boolean known(Predicate<Path> where, String text) throws IOException {
        for (Path source : sources) {
            if (where.test(source) && new String(Files.readAllBytes(source), StandardCharsets.UTF_8).contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** Lines of code, without what is an answer and what is a remark. */
    private static List<Call> calls() throws IOException {
        List<Call> calls = new ArrayList<>();
        for (Path page : Documents.pages()) {
            for (Documents.Block block : Documents.blocks(page)) {
                for (String line : block.lines()) {
                    String typed = line.strip().replaceFirst("^\\$ ", "").replaceFirst("(\\s{3,}|\\s#).*", "");
                    if (!typed.startsWith("[")) {
                        Arrays.stream(typed.split("[;|]|&&")).map(part -> new Call(page, List.of(part.strip().split("\\s+")))).forEach(calls::add);
                    }
                }
            }
        }
        return calls;
    }

    @Test
    public void everyFileThatIsNamedIsThere() throws IOException {
        Set<String> found = new LinkedHashSet<>();
        List<String> wrong = new ArrayList<>();
        for (Call call : calls()) {
            for (String word : call.words()) {
                Matcher file = FILE.matcher(word);
                if (file.matches() && !word.contains("/target")) {
                    found.add(word);
                    if (!Files.exists(Documents.root().resolve(file.group(1)))) {
                        wrong.add(call.told("there is no " + word));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).contains("testbed/up", "docs/rbac/wait.yaml", "./verify");
    }

    @Test
    public void everyScriptKnowsItsOptions() throws IOException {
        List<String> wrong = new ArrayList<>();
        int options = 0;
        for (Call call : calls()) {
            Matcher script = FILE.matcher(call.words().get(0));
            if (!script.matches() || !Files.isRegularFile(Documents.root().resolve(script.group(1)))) {
                continue;
            }
            Path file = Documents.root().resolve(script.group(1));
            // A script that hands its options on to a program has that in the sources.
            Predicate<Path> where = source -> source.equals(file) || source.toString().endsWith(".java");
            for (String word : call.words()) {
                if (word.startsWith("--")) {
                    options++;
                    if (!Files.readString(file).contains(word) && !known(where, "\"" + word + "\"")) {
                        wrong.add(call.told("knows no " + word));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(options).isGreaterThan(10);
    }

    @Test
    public void everyTestAndEveryPropertyIsThere() throws IOException {
        List<String> wrong = new ArrayList<>();
        int properties = 0;
        for (Call call : calls()) {
            if (!call.words().get(0).equals("mvn")) {
                continue;
            }
            for (String word : call.words()) {
                Matcher property = PROPERTY.matcher(word.replaceAll("['\"]", ""));
                if (!property.matches()) {
                    continue;
                }
                properties++;
                String name = property.group(1);
                if (!USUAL.contains(name) && !known(source -> true, name.equals("testbed") ? "<name>testbed</name>" : name)) {
                    wrong.add(call.told("nothing asks for " + name));
                }
                if (name.equals("test")) {
                    for (String test : property.group(2).replaceAll("#[^,]*", "").split(",")) {
                        Pattern file = Pattern.compile(".*/" + test.replace("*", "[^/]*") + "\\.java");
                        if (sources.stream().noneMatch(source -> file.matcher(source.toString()).matches())) {
                            wrong.add(call.told("there is no test " + test));
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(properties).isGreaterThan(5);
    }

    @Test
    public void everyAccountThatGetsATokenIsInAManifest() throws IOException {
        StringBuilder manifests = new StringBuilder();
        try (Stream<Path> files = Files.list(Documents.root().resolve("docs/rbac"))) {
            for (Path file : files.toList()) {
                manifests.append(Files.readString(file));
            }
        }
        Set<String> accounts = new LinkedHashSet<>();
        for (Call call : calls()) {
            Matcher account = ACCOUNT.matcher(String.join(" ", call.words()));
            if (account.find()) {
                accounts.add(account.group(1));
            }
        }
        assertThat(accounts).isNotEmpty().allSatisfy(account ->
                assertThat(manifests.toString()).contains("kind: ServiceAccount\nmetadata:\n  name: " + account + "\n"));
    }
}
