package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.gate.Durations;
import io.jenkins.plugins.prepullgate.report.Timeline.Bar;
import io.jenkins.plugins.prepullgate.report.Timeline.Event;
import io.jenkins.plugins.prepullgate.report.Timeline.Lane;
import io.jenkins.plugins.prepullgate.report.Timeline.Look;
import java.time.Duration;
import java.util.Locale;

/**
 * The picture of a wait. Looks come from the style sheet by classes alone, so that it stands in a page whose policy forbids styles of its own.
 * What it shows is also said in words: in its description, in a title on every bar, and in the tables beside it.
 */
final class TimelineSvg {
    private static final int WIDTH = 1040;
    private static final int LEFT = 190;
    private static final int RIGHT = 24;
    private static final int TOP = 54;
    private static final int BUDGET_TEXT = 12;
    private static final int VERDICT_TEXT = 32;
    private static final int LANE = 24;
    private static final int BAR = 14;
    private static final int CROWD = 76;
    private static final int NAME = 26;
    /** Narrower bars have no number. */
    private static final double ROOM_FOR_NUMBER = 20;

    private static final double CLOSE = 8;

    private final Timeline timeline;
    private final TimeScale scale;
    private final Markup svg = new Markup();

    private TimelineSvg(Timeline timeline) {
        this.timeline = timeline;
        this.scale = TimeScale.of(timeline.end(), timeline.budget(), LEFT, WIDTH - RIGHT);
    }

    static String of(Timeline timeline) {
        return new TimelineSvg(timeline).draw();
    }

    private String draw() {
        int crowd = timeline.crowd().isEmpty() ? 0 : CROWD + 26;
        int lanes = TOP + crowd;
        int bottom = lanes + Math.max(1, timeline.lanes().size()) * LANE + 6;
        int height = bottom + 26;
        svg.open("svg", "xmlns", "http://www.w3.org/2000/svg", "class", "pg-timeline", "viewBox", "0 0 " + WIDTH + " " + height, "role", "img");
        svg.leaf("title", "Timeline of the wait");
        svg.leaf("desc", words());
        svg.line();
        grid(bottom);
        unseen(bottom);
        if (crowd > 0) {
            new CrowdChart(svg, scale, timeline.crowd()).draw(LEFT, TOP + 4, CROWD - 8);
        }
        for (int i = 0; i < timeline.lanes().size(); i++) {
            lane(timeline.lanes().get(i), lanes + i * LANE);
        }
        limits(bottom);
        return svg.close("svg").toString();
    }

    /** The picture for somebody who does not see it. */
    private String words() {
        String lanes = Words.count(timeline.lanes().size(), "node") + " by lane"
                + (timeline.others() == 0 ? "" : ", " + timeline.others() + " more as counts");
        long sick = timeline.lanes().stream().filter(Lane::sick).count();
        return lanes + ", " + sick + " with trouble; " + span(timeline.end()) + " of a budget of " + span(timeline.budget()) + "; ended by "
                + timeline.verdict()
                + ". The tables of the page say the same in words.";
    }

    private void grid(int bottom) {
        for (long tick : scale.ticks()) {
            double x = scale.x(tick);
            svg.empty("line", "class", "pg-grid", "x1", number(x), "x2", number(x), "y1", TOP - 6, "y2", bottom);
            svg.leaf("text", tick == 0 ? "0" : span(tick), "class", "pg-tick", "x", number(x), "y", bottom + 17, "text-anchor", "middle");
        }
        svg.line();
    }

    /** Before a process that went on with the wait began to look. */
    private void unseen(int bottom) {
        double from = scale.x(0);
        double width = scale.x(timeline.seenFrom()) - from;
        if (width >= 1) {
            svg.open("rect", "class", "pg-unseen", "x", number(from), "y", TOP - 6, "width", number(width), "height", bottom - TOP + 6);
            svg.leaf("title", "not seen: the wait was begun by another process").close("rect").line();
        }
    }

    private void lane(Lane lane, int top) {
        double middle = top + LANE / 2.0;
        svg.open("text", "class", lane.sick() ? "pg-name pg-sick" : "pg-name", "x", LEFT - 10, "y", number(middle + 4), "text-anchor", "end");
        svg.text(Words.middle(lane.node(), NAME)).leaf("title", lane.node()).close("text");
        lane.bars().forEach(bar -> bar(lane, bar, middle));
        timeline.events().stream().filter(event -> event.nodes().contains(lane.node()) && !crossed(lane, event.at()))
                .forEach(event -> mark(event, middle));
        svg.line();
    }

    private void bar(Lane lane, Bar bar, double middle) {
        double from = scale.x(bar.from());
        double width = Math.max(1.5, scale.x(bar.to()) - from);
        double high = bar.look() == Look.READY || bar.look() == Look.EXCLUDED ? 4 : BAR;
        String even = bar.look() == Look.PULLING && bar.image() % 2 == 0 ? " pg-even" : "";
        svg.open(
                "rect", "class", "pg-bar pg-" + bar.look().name().toLowerCase(Locale.ROOT) + even, "x", number(from), "y", number(middle - high / 2),
                "width", number(width), "height", number(high), "rx", 2);
        svg.leaf("title", lane.node() + ": " + words(bar)).close("rect");
        if (bar.look() == Look.PULLING && width >= ROOM_FOR_NUMBER && bar.image() > 0) {
            svg.leaf("text", Integer.toString(bar.image()), "class", "pg-number", "x", number(from + width / 2), "y", number(middle + 4),
                    "text-anchor", "middle");
        }
        if (troubled(bar)) {
            String cross = "M" + number(from - 4) + " " + number(middle - 4) + "l8 8m0 -8l-8 8";
            svg.empty("path", "class", "pg-halo", "d", cross).empty("path", "class", "pg-cross", "d", cross);
        }
        if (bar.look() == Look.READY) {
            svg.empty("circle", "class", "pg-done", "cx", number(from), "cy", number(middle), "r", 4);
        }
    }

    /** Whether a cross tells of the same already. */
    private boolean crossed(Lane lane, long at) {
        return lane.bars().stream().anyMatch(bar -> troubled(bar) && Math.abs(scale.x(bar.from()) - scale.x(at)) < CLOSE);
    }

    private static boolean troubled(Bar bar) {
        return bar.look() == Look.RETRYING || bar.look() == Look.FAILED;
    }

    private String words(Bar bar) {
        boolean named = bar.image() > 0 && bar.image() <= timeline.images().size();
        String image = named
                ? " at image " + bar.image() + " of " + timeline.images().size() + " (" + timeline.images().get(bar.image() - 1) + ")"
                : "";
        return bar.look().words() + image + ", from " + span(bar.from()) + " for " + span(bar.to() - bar.from());
    }

    private void mark(Event event, double middle) {
        double x = scale.x(event.at());
        String shape = "M" + number(x) + " " + number(middle - 8) + "l6 8l-6 8l-6 -8z";
        svg.open("path", "class", "pg-mark " + event.tone().css(), "d", shape).leaf("title", event.code() + " at " + span(event.at())).close("path");
    }

    private void limits(int bottom) {
        double end = scale.x(timeline.end());
        String tone = timeline.success() ? Tone.GOOD.css() : Tone.BAD.css();
        svg.empty("line", "class", "pg-verdict " + tone, "x1", number(end), "x2", number(end), "y1", TOP - 14, "y2", bottom);
        boolean right = end > WIDTH - 260;
        svg.leaf(
                "text", timeline.verdict() + " at " + span(timeline.end()), "class", "pg-verdict-text " + tone,
                "x", number(end + (right ? 4 : -4)), "y", VERDICT_TEXT,
                "text-anchor", right ? "end" : "start");
        if (scale.shows(timeline.budget())) {
            double budget = scale.x(timeline.budget());
            svg.empty("line", "class", "pg-budget", "x1", number(budget), "x2", number(budget), "y1", TOP - 6, "y2", bottom);
            svg.leaf("text", "budget " + span(timeline.budget()), "class", "pg-tick", "x", number(budget), "y", BUDGET_TEXT, "text-anchor", "end");
        } else {
            svg.leaf("text", "budget " + span(timeline.budget()) + " →", "class", "pg-tick", "x", WIDTH - RIGHT, "y", BUDGET_TEXT, "text-anchor",
                    "end");
        }
    }

    /** Tenths of a second where a whole one says little. */
    static String span(long millis) {
        if (millis >= 50 && millis < 10_000 && millis % 1000 != 0) {
            return String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
        }
        return Durations.words(Duration.ofMillis(millis));
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
