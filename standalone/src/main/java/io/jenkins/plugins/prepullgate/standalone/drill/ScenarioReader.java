package io.jenkins.plugins.prepullgate.standalone.drill;

import io.jenkins.plugins.prepullgate.cluster.ObjectNames;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a scenario; whatever is wrong with it is reported with its place. The format is described in {@code docs/DRILL.md}. */
final class ScenarioReader {
    private static final Pattern TAINT = Pattern.compile("[^=:\\s]+(=[^:\\s]*)?:(NoSchedule|PreferNoSchedule|NoExecute)");
    private static final Set<String> FIELDS = ordered("about", "ends", "budget", "puller", "images", "nodes", "script");
    private static final Set<String> MACHINE = ordered("name", "count", "labels", "taints", "cordoned");
    private static final String ALL = "all";
    private static final int MOST_NODES = 5_000;

    private final String name;
    private final Set<String> known = new LinkedHashSet<>();

    private ScenarioReader(String name) {
        this.name = name;
    }

    /**
     * @param name of the scenario
     * @param file how messages refer to it
     */
    static Scenario read(String name, String file, String text) throws ScenarioException {
        return new ScenarioReader(name).read(Yaml.parse(file, text));
    }

    private Scenario read(Yaml root) throws ScenarioException {
        Map<String, Yaml> fields = root.fields(FIELDS);
        List<Scenario.Machine> nodes = new ArrayList<>();
        for (Yaml node : needed(root, fields, "nodes").items()) {
            nodes.addAll(machines(node));
        }
        List<Scenario.Moment> script = new ArrayList<>();
        for (Yaml moment : needed(root, fields, "script").items()) {
            script.add(moment(moment));
        }
        script.sort(Comparator.comparing(Scenario.Moment::at));
        return new Scenario(
                name,
                needed(root, fields, "about").text(),
                ends(needed(root, fields, "ends")),
                fields.containsKey("budget") ? Optional.of(duration(fields.get("budget"))) : Optional.empty(),
                fields.containsKey("puller") ? puller(fields.get("puller")) : Scenario.Puller.CURRENT,
                fields.containsKey("images") ? fields.get("images").texts() : List.of(),
                nodes,
                script);
    }

    private static Yaml needed(Yaml owner, Map<String, Yaml> fields, String field) throws ScenarioException {
        if (!fields.containsKey(field)) {
            throw owner.wrong("'" + field + "' is missing");
        }
        return fields.get(field);
    }

    private static String ends(Yaml value) throws ScenarioException {
        String code = value.text();
        if (code.equals(Scenario.COMPLETE)) {
            return "";
        }
        if (Arrays.stream(FindingCode.values()).noneMatch(c -> c.name().equals(code))) {
            throw value.wrong("'" + code + "' is neither " + Scenario.COMPLETE + " nor a code of docs/FINDINGS.md");
        }
        return code;
    }

    private static Duration duration(Yaml value) throws ScenarioException {
        String text = value.text();
        if (text.equals("0s")) {
            return Duration.ZERO;
        }
        try {
            return Durations.parse("duration", text);
        } catch (IllegalArgumentException e) {
            throw value.wrong("'" + text + "' is not a duration; write for example 0s, 90s or 2m");
        }
    }

    private static Scenario.Puller puller(Yaml value) throws ScenarioException {
        String word = value.text();
        for (Scenario.Puller puller : Scenario.Puller.values()) {
            if (puller.word.equals(word)) {
                return puller;
            }
        }
        throw value.wrong("'" + word + "' is neither current nor 0.6");
    }

    private List<Scenario.Machine> machines(Yaml node) throws ScenarioException {
        if (!node.isMapping()) {
            return List.of(machine(node, node.text(), Map.of(), List.of(), false));
        }
        Map<String, Yaml> fields = node.fields(MACHINE);
        Map<String, String> labels = new LinkedHashMap<>();
        if (fields.containsKey("labels")) {
            for (Map.Entry<String, Yaml> label : fields.get("labels").fields().entrySet()) {
                labels.put(label.getKey(), label.getValue().text());
            }
        }
        List<String> taints = fields.containsKey("taints") ? fields.get("taints").texts() : List.of();
        for (String taint : taints) {
            checkTaint(fields.get("taints"), taint);
        }
        boolean cordoned = fields.containsKey("cordoned") && yes(fields.get("cordoned"));
        Yaml named = needed(node, fields, "name");
        if (!fields.containsKey("count")) {
            return List.of(machine(named, named.text(), labels, taints, cordoned));
        }
        List<Scenario.Machine> machines = new ArrayList<>();
        for (int i = 1; i <= count(fields.get("count")); i++) {
            machines.add(machine(named, named.text() + "-" + i, labels, taints, cordoned));
        }
        return machines;
    }

    private Scenario.Machine machine(Yaml where, String called, Map<String, String> labels, List<String> taints, boolean cordoned)
            throws ScenarioException {
        if (!ObjectNames.valid(called) || called.equals(ALL)) {
            throw where.wrong("'" + called + "' cannot be the name of a node");
        }
        if (!known.add(called)) {
            throw where.wrong("two nodes are called '" + called + "'");
        }
        return new Scenario.Machine(called, labels, taints, cordoned);
    }

    private static int count(Yaml value) throws ScenarioException {
        String text = value.text();
        int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MOST_NODES) {
            throw value.wrong("'" + text + "' is not a number from 1 to " + MOST_NODES);
        }
        return number;
    }

    private static boolean yes(Yaml value) throws ScenarioException {
        String text = value.text();
        if (!text.equals("true") && !text.equals("false")) {
            throw value.wrong("'" + text + "' is neither true nor false");
        }
        return text.equals("true");
    }

    private static void checkTaint(Yaml where, String taint) throws ScenarioException {
        if (!TAINT.matcher(taint).matches()) {
            throw where.wrong("'" + taint + "' is not a taint; write for example key=value:NoSchedule");
        }
    }

    private Scenario.Moment moment(Yaml entry) throws ScenarioException {
        String actions = Arrays.stream(Action.values()).map(a -> a.word).collect(Collectors.joining(", "));
        Set<String> allowed = ordered("at", "text");
        Arrays.stream(Action.values()).forEach(a -> allowed.add(a.word));
        Map<String, Yaml> fields = entry.fields(allowed);
        List<Action> found = Arrays.stream(Action.values()).filter(a -> fields.containsKey(a.word)).toList();
        if (found.size() != 1) {
            throw entry.wrong("exactly one thing must happen in each entry of the script: one of " + actions);
        }
        Action action = found.get(0);
        Yaml value = fields.get(action.word);
        Duration at = duration(needed(entry, fields, "at"));
        if (action.text == Action.Text.ITSELF) {
            return new Scenario.Moment(at, action, List.of(), value.text());
        }
        String text = action.text == Action.Text.NEEDED ? needed(entry, fields, "text").text() : "";
        if (action.text == Action.Text.NONE && fields.containsKey("text")) {
            throw fields.get("text").wrong("'" + action.word + "' takes no text");
        }
        if (action == Action.TAINTED) {
            checkTaint(fields.get("text"), text);
        }
        return new Scenario.Moment(at, action, nodes(value), text);
    }

    private List<String> nodes(Yaml value) throws ScenarioException {
        List<String> names = value.texts();
        if (names.equals(List.of(ALL))) {
            return List.copyOf(known);
        }
        Set<String> unknown = new HashSet<>(names);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw value.wrong("no node is called '" + unknown.iterator().next() + "'");
        }
        return names;
    }

    private static Set<String> ordered(String... words) {
        return new LinkedHashSet<>(List.of(words));
    }
}
