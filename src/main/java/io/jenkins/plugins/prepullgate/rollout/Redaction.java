package io.jenkins.plugins.prepullgate.rollout;

import java.util.List;
import java.util.regex.Pattern;

/** Makes a text of the cluster fit to be shown: no accounts, tokens or control characters, and not endless. */
public final class Redaction {
    private static final int LIMIT = 600;

    private record Rule(Pattern pattern, String replacement) {
        Rule(String regex, String replacement) {
            this(Pattern.compile(regex), replacement);
        }
    }

    private static final List<Rule> RULES = List.of(
            // Docker Hub names the account and a token id when it limits a signed-in puller.
            new Rule("(?i)(pull rate limit as )'[^']*'(: *\\S+)?", "$1'<account>'"),
            new Rule("(?i)\\b(bearer|basic) +[A-Za-z0-9._~+/=-]{8,}", "$1 <redacted>"),
            new Rule("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_.-]*", "<token>"),
            new Rule("(?i)([?&](?:[a-z_-]*token|sig|signature|x-(?:amz|goog)-[a-z-]+|account|password|key)=)[^&\"\\s]+", "$1<redacted>"),
            new Rule("://[^/@\\s\"]+:[^/@\\s\"]+@", "://<redacted>@"),
            new Rule("\\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+\\b(?!:|/|@)", "<account>"));

    /** Registries name the caller's address when they limit or bar it; elsewhere an address tells which registry does not answer. */
    private static final Pattern CALLER = Pattern.compile("(?i)toomanyrequests|429|rate limit|client with ip");

    private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+");

    private static final TextMemo<String> KNOWN = new TextMemo<>(Redaction::redacted);

    private Redaction() {}

    /** The text with whatever breaks a line, steers a terminal, turns the direction of reading or is no character replaced by spaces. */
    public static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    /** The text on one line, at most 600 characters, of which the middle is left out: for names that somebody has given, which stay what they are. */
    public static String brief(String text) {
        return oneLine(shortened(text, LIMIT));
    }

    /** An image's reference as it is, and one that is longer than any is, shortened like a {@link #brief} text: it stands in every line about it. */
    static String reference(String image) {
        return image.length() <= LIMIT ? image : brief(image);
    }

    /** The text on one line, without secrets, at most 600 characters, of which the middle is left out; empty for null. */
    public static String of(String text) {
        return text == null || text.isEmpty() ? "" : KNOWN.of(text);
    }

    private static String redacted(String text) {
        // The rules see more than is shown, so that a cut cannot hide half a secret from them.
        String shown = oneLine(shortened(text, 8 * LIMIT));
        for (Rule rule : RULES) {
            shown = rule.pattern().matcher(shown).replaceAll(rule.replacement());
        }
        if (CALLER.matcher(shown).find()) {
            shown = ADDRESS.matcher(shown).replaceAll("<address>");
        }
        return shortened(shown.trim(), LIMIT);
    }

    /** A chain of errors begins with what was tried and ends with the cause: both ends tell more than the middle. */
    private static String shortened(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int head = limit / 3;
        return text.substring(0, head) + "…" + text.substring(text.length() - (limit - head - 1));
    }
}
