package io.jenkins.plugins.prepullgate.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A story as one file that a browser shows without a network: no script, no picture, no font from elsewhere. */
public final class HtmlReport {
    private static final String SCRIPT = resource("report.js");
    /** A page that somebody put another script into does not run it. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + sha256(SCRIPT) + "'; base-uri 'none'; form-action 'none'";

    private HtmlReport() {}

    public static String of(Story story) {
        Markup html = new Markup();
        html.markup("<!DOCTYPE html>\n").open("html", "lang", "en").line().open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        html.leaf("title", (story.success() ? "Passed: " : "Failed: ") + story.title()).line();
        html.open("style").line().markup(resource("report.css")).close("style").line();
        html.open("script").markup(SCRIPT).close("script").line();
        html.close("head").line().open("body", "class", "pg-page").line().open("main").line();
        html.leaf("h1", story.title()).line().markup(StoryHtml.of(story));
        html.open("footer").leaf("code", story.verdict()).close("footer").line();
        return html.close("main").line().close("body").line().close("html").line().toString();
    }

    private static String resource(String name) {
        try (InputStream content = HtmlReport.class.getResourceAsStream(name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a part of the report's page cannot be read: " + name, e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
