package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.report.TimelineSvg.number;

import io.jenkins.plugins.prepullgate.report.Timeline.Count;
import java.util.List;
import java.util.function.ToIntFunction;

/** The counts of all nodes as areas above one another: the ready at the bottom, those in trouble on top. */
final class CrowdChart {
    private final Markup svg;
    private final TimeScale scale;
    private final List<Count> counts;
    private final int most;

    CrowdChart(Markup svg, TimeScale scale, List<Count> counts) {
        this.svg = svg;
        this.scale = scale;
        this.counts = counts;
        this.most = Math.max(1, counts.stream().mapToInt(Count::sum).max().orElse(1));
    }

    void draw(int left, int top, int height) {
        Count last = counts.get(counts.size() - 1);
        svg.leaf("text", "all nodes: " + last.sum(), "class", "pg-name", "x", left - 10, "y", top + 14, "text-anchor", "end");
        svg.leaf("text", last.ready() + " ready", "class", "pg-tick", "x", left - 10, "y", top + 32, "text-anchor", "end");
        area("pg-ready", top, height, c -> 0, Count::ready, "ready at the end: " + last.ready());
        area("pg-pulling", top, height, Count::ready, c -> c.ready() + c.working(), "pulling or being set up at the end: " + last.working());
        area("pg-waiting", top, height, c -> c.ready() + c.working(), c -> c.sum() - c.trouble(), "waiting for a pod at the end: " + last.waiting());
        area("pg-failed", top, height, c -> c.sum() - c.trouble(), Count::sum, "in trouble at the end: " + last.trouble());
        svg.empty("line", "class", "pg-grid", "x1", left, "x2", number(scale.x(last.at())), "y1", top + height, "y2", top + height).line();
    }

    private void area(String look, int top, int height, ToIntFunction<Count> lower, ToIntFunction<Count> upper, String words) {
        if (counts.stream().allMatch(c -> lower.applyAsInt(c) == upper.applyAsInt(c))) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            Count count = counts.get(i);
            String level = number(top + height - (double) height * upper.applyAsInt(count) / most);
            // A count holds until the next one: steps, no slopes.
            path.append(i == 0 ? "M" : "H").append(number(scale.x(count.at()))).append(i == 0 ? " " + level : "V" + level);
        }
        for (int i = counts.size() - 1; i >= 0; i--) {
            Count count = counts.get(i);
            String level = number(top + height - (double) height * lower.applyAsInt(count) / most);
            path.append("V").append(level).append("H").append(number(scale.x(count.at())));
        }
        svg.open("path", "class", "pg-area " + look, "d", path.append('Z')).leaf("title", words).close("path");
    }
}
