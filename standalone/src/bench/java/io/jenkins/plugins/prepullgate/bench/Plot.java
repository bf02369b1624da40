package io.jenkins.plugins.prepullgate.bench;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** How long after the last ready pod each tool ends, by the number of nodes: bars on a logarithmic scale, from one millisecond. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int LABEL = 190;
    private static final int BAR = 18;
    private static final int GAP = 30;
    private static final double DECADES = 5;

    private final List<Run> runs;

    Plot(List<Run> runs) {
        this.runs = runs.stream().filter(r -> r.behindMillis() != null).toList();
    }

    String svg() {
        StringBuilder body = new StringBuilder();
        int y = 40;
        for (int nodes : new TreeSet<>(runs.stream().map(Run::nodes).toList())) {
            body.append(text(8, y, "bold", nodes + " nodes"));
            y += 10;
            for (Tool tool : Tool.values()) {
                List<Run> some = runs.stream().filter(r -> r.nodes() == nodes && r.tool().equals(tool.id())).toList();
                if (!some.isEmpty()) {
                    double millis = Results.median(some, Run::behindMillis);
                    double length = Math.max(2, Math.log10(Math.max(1, millis)) / DECADES * (WIDTH - LABEL - 90));
                    String colour = tool == Tool.PREPULL_GATE ? "#1a7f37" : "#8c959f";
                    body.append(text(8, y + BAR - 5, "normal", tool.words()));
                    body.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"%s\"/>%n", LABEL, y, length, BAR - 4, colour));
                    body.append(text(LABEL + (int) length + 6, y + BAR - 5, "normal", String.format(Locale.ROOT, "%.0f ms", millis)));
                    y += BAR;
                }
            }
            y += GAP;
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + y + "\" viewBox=\"0 0 " + WIDTH + " " + y + "\" role=\"img\">\n"
                + "<title>From the last ready pod to the end of the tool, median, logarithmic</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                + text(8, 18, "bold", "From the last ready pod to the end of the tool: median, logarithmic scale") + body + "</svg>\n";
    }

    private static String text(int x, int y, String weight, String words) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" font-family=\"sans-serif\" font-size=\"12\" font-weight=\"%s\" fill=\"#1f2328\">%s</text>%n", x, y, weight, words);
    }
}
