package io.jenkins.plugins.prepullgate.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jenkins.plugins.prepullgate.rollout.Patience;
import io.jenkins.plugins.prepullgate.rollout.PullCauses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

/** {@code docs/FINDINGS.md} says what the code does. Write it anew with {@code -Ddocs.write=true}. */
public class FindingsPageTest {
    private static final String[] FAMILIES = {
        "",
        "Information",
        "The DaemonSet and its controller",
        "Nodes",
        "Scheduling",
        "Pulling images",
        "Running the puller's containers",
        "helm and the awaiter",
        "The control plane",
        "The wait itself",
        "The hub"
    };

    /** Codes that nothing raises yet. They are reserved, so that nobody else takes their numbers, and the page says so. */
    private static final Set<FindingCode> RESERVED = EnumSet.of(FindingCode.AWAITER_RBAC, FindingCode.WATCH_GONE);

    /** Classes that name codes without raising them. */
    private static final Set<String> SPEAKERS = Set.of("FindingGuide", "FindingCode", "Patience", "Remedies", "Policy");

    private static final String INTRODUCTION = """
            # Findings

            Every finding has a stable code. The codes are public API: they are never renamed, and new ones may be added. Made from the code
            (`FindingCode`, `FindingGuide`, `Patience`, `PullCauses`); a test holds this page and the code together.

            **Classes.** *info* is told and never ends a wait. *transient* usually passes by itself: it is counted, and the wait goes on.
            *conditional* becomes permanent after its probation, as the table says: "3 in 60 s" means three failed attempts, the last of them a
            minute or more after the first; "60 s" means that it has lasted so long; "never" leaves it to the budget. *permanent* ends the wait at
            once. *audit* is the caller's decision. *budget* is how a wait itself ended. Codes marked ▲ are permanent at once when every node that
            is waited for shows them.

            Overridable per wait: `failFast` (`never`, `permanent`, `any`), `tolerate`, and the class and probation of each code.

            ## Which nodes count

            Those on which the DaemonSet controller places a pod (`NodeShouldRunDaemonPod`): node name, required affinity and node selector match,
            and every NoSchedule and NoExecute taint is tolerated by the template or by the controller itself (`not-ready` and `unreachable` as
            NoExecute; `disk-`, `memory-`, `pid-pressure` and `unschedulable` as NoSchedule; `network-unavailable` for hostNetwork). A cordon alone
            does not exclude a node, resources do not matter. The rule and the controller's tolerations are the same in 1.18.20, 1.24.17 and 1.35.4
            (sources compared), with two differences: since 1.35 tolerations may compare numbers (`Lt`, `Gt`; off by default, taken as not
            tolerating here); and before the fix of kubernetes #132459 (1.35, patches of 1.34 and 1.33) the controller's count can stay behind after
            a change of taints, which shows as `DESIRED_MISMATCH`. A test compares the rule with a real controller's pods on random nodes and
            templates.
            """;

    private static final String RUNTIMES = """

            ## What the runtimes say

            Searched from top to bottom in the text of a failed pull, with names, addresses and paths taken out first: a platform mismatch also ends
            in "not found", a limited rate is also a 4xx, a bad certificate is also a failed request. *run* means that the runtime was run and said
            so; *read* means that the text was only read in a source or an issue.

            | code | pattern | seen |
            |---|---|---|
            """;

    @Test
    public void everyOtherCodeIsRaisedSomewhere() {
        Set<FindingCode> raised = EnumSet.noneOf(FindingCode.class);
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.jenkins.plugins.prepullgate")
                .stream()
                .filter(c -> SPEAKERS.stream().noneMatch(t -> c.getName().contains("." + t)))
                .flatMap(c -> c.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(FindingCode.class))
                .map(access -> access.getTarget().getName())
                .filter(name -> name.equals(name.toUpperCase(Locale.ROOT)) && !name.startsWith("$"))
                .forEach(name -> raised.add(FindingCode.valueOf(name)));
        assertThat(EnumSet.complementOf(EnumSet.copyOf(raised))).isEqualTo(RESERVED);
    }

    @Test
    public void everyCodeIsDocumentedAsItIs() throws IOException {
        Path page = root().resolve("docs/FINDINGS.md");
        String wanted = page();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, wanted);
        }
        assertThat(Files.readString(page)).isEqualTo(wanted);
    }

    /** The project's root, whichever build runs the test. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
    }

    private static String page() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (int family = 1; family < FAMILIES.length; family++) {
            int current = family;
            page.append("\n## ").append(family).append("xx ").append(FAMILIES[family]).append("\n\n");
            page.append("| code | means | raised by | class | who acts | remedy |\n|---|---|---|---|---|---|\n");
            Arrays.stream(FindingCode.values()).filter(c -> c.number() / 100 == current).forEach(code -> row(page, code));
        }
        page.append(RUNTIMES);
        for (PullCauses.Row row : PullCauses.table()) {
            cells(page, List.of("`" + row.code() + "`", "`" + row.pattern().pattern() + "`", row.seen()));
        }
        return page.toString();
    }

    private static void row(StringBuilder page, FindingCode code) {
        FindingGuide guide = FindingGuide.of(code);
        String reserved = RESERVED.contains(code) ? "(reserved, not raised yet) " : "";
        cells(page, List.of(
                code.number() + " `" + code + "`",
                code.meaning(),
                reserved + guide.trigger(),
                classOf(code),
                code.blame().words(),
                guide.remedy().isEmpty() ? "–" : guide.remedy()));
    }

    private static void cells(StringBuilder page, List<String> cells) {
        page.append("| ").append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | "))).append(" |\n");
    }

    private static String classOf(FindingCode code) {
        String name = code.base().name().toLowerCase(Locale.ROOT);
        if (code.base() != FindingClass.CONDITIONAL) {
            return name;
        }
        Patience patience = Patience.defaultOf(code);
        String probation = patience.span() == null
                ? "never"
                : patience.sightings() > 1 ? patience.sightings() + " in " + seconds(patience.span()) : seconds(patience.span());
        return name + ": " + probation + (code.unanimityDecides() ? " ▲" : "");
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
