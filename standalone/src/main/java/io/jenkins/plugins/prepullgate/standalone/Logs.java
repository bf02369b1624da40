package io.jenkins.plugins.prepullgate.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Libraries log what we tell in our own words; only warnings of our own code reach the terminal, unless {@code --debug} asks for more. */
final class Logs {
    private static final String CONFIGURATION = "logging.properties";
    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger OURS = Logger.getLogger("io.jenkins.plugins.prepullgate");

    private Logs() {}

    /** Does nothing where a configuration of the caller's own is set. */
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

    /** More of our own code and of the libraries, but nothing that could hold a secret, such as headers. */
    static void more() {
        OURS.setLevel(Level.FINE);
        ROOT.setLevel(Level.INFO);
    }
}
