package io.jenkins.plugins.prepullgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** Colours that can be told apart, by the contrast that WCAG 2.2 asks for. */
public class StylesheetTest {
    private static final double FOR_TEXT = 4.5;
    private static final double FOR_SHAPES = 3;

    private static String css() throws IOException {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> colours(String block) {
        Map<String, String> colours = new HashMap<>();
        Matcher matcher = Pattern.compile("--pg-([a-z-]+): (#[0-9a-f]{6});").matcher(block);
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(2));
        }
        return colours;
    }

    private static double luminance(String colour) {
        double[] parts = new double[3];
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            parts[i] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static void readable(Map<String, String> colours) {
        for (String text : List.of("text", "quiet", "good", "warn", "bad")) {
            for (String back : List.of("back", "card")) {
                assertThat(contrast(colours.get(text), colours.get(back))).as(text + " on " + back).isGreaterThanOrEqualTo(FOR_TEXT);
            }
        }
        assertThat(contrast(colours.get("on-pull"), colours.get("pull"))).as("a number on a bar").isGreaterThanOrEqualTo(FOR_TEXT);
        assertThat(contrast(colours.get("on-pull"), colours.get("pull-even"))).as("a number on a bar").isGreaterThanOrEqualTo(FOR_TEXT);
        for (String shape : List.of("pull", "pull-even", "ready", "lost", "bad", "retry", "start", "wait", "warn")) {
            assertThat(contrast(colours.get(shape), colours.get("back"))).as(shape).isGreaterThanOrEqualTo(FOR_SHAPES);
        }
    }

    @Test
    public void everythingCanBeReadInLight() throws IOException {
        readable(colours(css().split("@media")[0]));
    }

    @Test
    public void everythingCanBeReadInTheDark() throws IOException {
        readable(colours(css().split("@media")[1].split("/\\*")[0]));
    }
}
