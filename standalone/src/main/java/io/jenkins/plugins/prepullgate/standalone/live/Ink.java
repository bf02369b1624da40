package io.jenkins.plugins.prepullgate.standalone.live;

/** How a piece of text is written. Uses only the colours that every terminal theme defines itself, so they can be read on dark and light ground. */
enum Ink {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GOOD("32"),
    BUSY("36"),
    WARN("33"),
    BAD("1;31");

    private final String attributes;

    Ink(String attributes) {
        this.attributes = attributes;
    }

    /** The text, between the escape sequences that turn the ink on and off. */
    String paint(String text) {
        return attributes.isEmpty() || text.isBlank() ? text : "\u001b[" + attributes + "m" + text + "\u001b[0m";
    }
}
