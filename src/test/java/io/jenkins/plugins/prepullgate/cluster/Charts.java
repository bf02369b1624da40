package io.jenkins.plugins.prepullgate.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Charts of Zero to JupyterHub, as helm has rendered them: the files under {@code src/test/resources/charts}. */
public final class Charts {
    private Charts() {}

    /** The newest of them. */
    public static String newest() {
        return z2jh("4.4.0");
    }

    public static String z2jh(String version) {
        try (InputStream in = Charts.class.getResourceAsStream("/charts/z2jh-" + version + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
