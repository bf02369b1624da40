package io.jenkins.plugins.prepullgate.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A story as one file that a browser shows without a network: no script, no picture, no font from elsewhere. */
public final class HtmlReport {
    /** Even a page that somebody put a script into runs none. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private HtmlReport() {}

    public static String of(Story story) {
        Markup html = new Markup();
        html.markup("<!DOCTYPE html>\n").open("html", "lang", "en").line().open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        html.leaf("title", (story.success() ? "Passed: " : "Failed: ") + story.title()).line();
        html.open("style").line().markup(stylesheet()).close("style").line();
        html.close("head").line().open("body", "class", "pg-page").line().open("main").line();
        html.leaf("h1", story.title()).line().markup(StoryHtml.of(story));
        html.open("footer").leaf("code", story.verdict()).close("footer").line();
        return html.close("main").line().close("body").line().close("html").line().toString();
    }

    private static String stylesheet() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the report's style sheet cannot be read", e);
        }
    }
}
