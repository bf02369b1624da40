package io.jenkins.plugins.prepullgate.standalone.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Pipeline steps and their parameters, read from the sources: this build has no Jenkins to compile them with. */
final class StepSources {
    private static final Pattern EXTENDS = Pattern.compile("class (\\w+) extends (\\w+)");
    private static final Pattern FUNCTION = Pattern.compile("getFunctionName\\(\\) \\{\\s*return \"(\\w+)\"");
    private static final Pattern SETTER = Pattern.compile("@DataBoundSetter\\s+public (?:final )?void set(\\w+)\\((\\w+)");
    private static final Pattern CONSTRUCTOR = Pattern.compile("@DataBoundConstructor\\s+public \\w+\\(([^)]*)\\)");

    private StepSources() {}

    /** Parameters by step; those inside another one after its name and a dot. */
    static Map<String, Set<String>> steps() throws IOException {
        Map<String, String> sources = new HashMap<>();
        Path folder = Documents.root().resolve("src/main/java/io/jenkins/plugins/prepullgate/steps");
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.toList();
        }
        for (Path file : files) {
            sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
        Map<String, Set<String>> steps = new TreeMap<>();
        for (String source : sources.values()) {
            Matcher function = FUNCTION.matcher(source);
            if (function.find()) {
                steps.put(function.group(1), parameters(sources, source));
            }
        }
        return steps;
    }

    private static Set<String> parameters(Map<String, String> sources, String source) {
        Set<String> parameters = new HashSet<>();
        Matcher setter = SETTER.matcher(source);
        while (setter.find()) {
            String name = setter.group(1).substring(0, 1).toLowerCase(Locale.ROOT) + setter.group(1).substring(1);
            parameters.add(name);
            if (sources.containsKey(setter.group(2))) {
                parameters(sources, sources.get(setter.group(2))).forEach(inner -> parameters.add(name + "." + inner));
            }
        }
        Matcher constructor = CONSTRUCTOR.matcher(source);
        if (constructor.find() && !constructor.group(1).isBlank()) {
            Stream.of(constructor.group(1).split(",")).map(p -> p.strip().replaceFirst(".* ", "")).forEach(parameters::add);
        }
        Matcher extended = EXTENDS.matcher(source);
        if (extended.find() && sources.containsKey(extended.group(2))) {
            parameters.addAll(parameters(sources, sources.get(extended.group(2))));
        }
        return parameters;
    }
}
