package io.jenkins.plugins.prepullgate.standalone.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** Steps in Jenkinsfiles on the pages, and in the example, take the parameters that they are given. */
public class JenkinsfilesTest {
    private static final Pattern PARAMETER = Pattern.compile("(?:^|[,(]|\\s)(\\w+):(?!:)\\s*(?=['\"\\w\\[$])");

    private static final Pattern BLOCK = Pattern.compile("(\\w+):\\s*\\[([^\\]]*:[^\\]]*)\\]");

    @Test
    public void everyStepTakesWhatItIsGiven() throws IOException {
        Map<String, Set<String>> steps = StepSources.steps();
        assertThat(steps).containsKeys("waitForPrepuller", "verifyMasterTaints");
        // A call goes to the end of its line, or of its parentheses where it opens them.
        Pattern call = Pattern.compile("\\b(" + String.join("|", steps.keySet()) + ")\\b *(\\([^)]*\\)|[^\\n}]*)");
        List<String> wrong = new ArrayList<>();
        int calls = 0;
        for (Map.Entry<String, String> text : texts().entrySet()) {
            Matcher found = call.matcher(text.getValue());
            while (found.find()) {
                calls++;
                for (String parameter : parameters(found.group(2).replaceAll("'[^']*'|\"[^\"]*\"", "''"))) {
                    if (!steps.get(found.group(1)).contains(parameter)) {
                        wrong.add(text.getKey() + ": " + found.group(1) + " takes no '" + parameter + "'");
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(calls).isGreaterThan(3);
    }

    /** Those inside the block of another one after its name and a dot. */
    private static List<String> parameters(String arguments) {
        List<String> names = new ArrayList<>(named("", BLOCK.matcher(arguments).replaceAll("$1: []")));
        BLOCK.matcher(arguments).results().forEach(block -> names.addAll(named(block.group(1) + ".", block.group(2))));
        return names;
    }

    private static List<String> named(String prefix, String arguments) {
        return PARAMETER.matcher(arguments).results().map(found -> prefix + found.group(1)).toList();
    }

    @Test
    public void whatIsInABlockIsAParameterOfTheBlock() throws IOException {
        assertThat(parameters("(hubUrl: '', cluster: [namespace: '', serverUrl: env.API], budget: '')"))
                .containsExactly("hubUrl", "cluster", "budget", "cluster.namespace", "cluster.serverUrl");
        assertThat(StepSources.steps().get("waitForHub")).contains("cluster.namespace", "cluster.serverUrl").doesNotContain("serverUrl", "namespace");
    }

    private static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        Path example = Documents.root().resolve("Jenkinsfile.example");
        texts.put("Jenkinsfile.example", Files.readString(example).replaceAll("(?m)^\\s*//.*$", ""));
        for (Path page : Documents.pages()) {
            StringBuilder code = new StringBuilder();
            Documents.blocks(page).forEach(block -> code.append(String.join("\n", block.lines())).append('\n'));
            texts.put(Documents.root().relativize(page).toString(), code.toString());
        }
        return texts;
    }
}
