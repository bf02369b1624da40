package io.jenkins.plugins.prepullgate.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Keeps logging quiet: what libraries log, the command says in its own words. Without {@code --debug} only our own warnings reach the terminal. */
final class Logs {
    private static final String CONFIGURATION = "logging.properties";
    /** Kept in a field, since a logger that nothing refers to is collected, and forgets its level. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger OURS = Logger.getLogger("io.jenkins.plugins.prepullgate");

    private Logs() {}

    /** Does nothing if the caller has set a logging configuration. */
    static void quiet() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try (InputStream configuration = Logs.class.getResourceAsStream(CONFIGURATION)) {
            LogManager.getLogManager().readConfiguration(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("the command's own " + CONFIGURATION + " cannot be read", e);
        }
    }

    /** Shows more of our own code and of the libraries, but nothing that could hold a secret, such as headers. */
    static void more() {
        OURS.setLevel(Level.FINE);
        ROOT.setLevel(Level.INFO);
    }
}
