package io.jenkins.plugins.prepullgate.report;

import io.jenkins.plugins.prepullgate.report.Timeline.Look;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the picture's colours, signs and numbers mean: those that are in it, and no others. */
final class TimelineLegend {
    private final Markup html;
    private final Timeline timeline;
    private final String picture;

    private TimelineLegend(Markup html, Timeline timeline, String picture) {
        this.html = html;
        this.timeline = timeline;
        this.picture = picture;
    }

    /** @param picture the drawing that stands above */
    static void write(Markup html, Timeline timeline, String picture) {
        new TimelineLegend(html, timeline, picture).write();
    }

    private void write() {
        html.open("figcaption");
        if (timeline.others() > 0) {
            html.leaf("p", Words.count(timeline.lanes().size(), "node") + ": those with trouble, then the slowest. " + timeline.others()
                    + " more are counted above.");
        }
        html.open("ul", "class", "pg-legend");
        colours();
        sign("pg-cross", "M3 1l8 8m0 -8l-8 8", "a failure");
        sign(picture.contains("pg-mark pg-bad") ? "pg-mark pg-bad" : "pg-mark", "M7 -2l5 7l-5 7l-5 -7z", "a finding about the node");
        html.close("ul");
        images();
        html.close("figcaption");
    }

    private void colours() {
        Set<Look> looks = EnumSet.noneOf(Look.class);
        timeline.lanes().forEach(lane -> lane.bars().forEach(bar -> looks.add(bar.look())));
        for (Look look : looks) {
            html.open("li").leaf("span", "", "class", "pg-swatch pg-" + look.name().toLowerCase(Locale.ROOT)).text(look.words()).close("li");
        }
    }

    private void sign(String look, String shape, String words) {
        if (picture.contains("class=\"" + look)) {
            html.open("li").open("svg", "class", "pg-sign", "viewBox", "0 0 14 10", "aria-hidden", "true");
            html.empty("path", "class", look, "d", shape).close("svg").text(words).close("li");
        }
    }

    private void images() {
        if (timeline.images().size() > 1) {
            html.open("ol", "class", "pg-images");
            timeline.images().forEach(image -> html.leaf("li", image));
            html.close("ol");
        }
    }
}
