package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.cluster.FileFault;
import io.jenkins.plugins.prepullgate.hub.HubTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name the hub. A token is never an argument, since everybody on the machine can read those. */
final class HubOptions {
    private static final String VARIABLE = "JUPYTERHUB_API_TOKEN";

    @Option(names = "--url", paramLabel = "URL", required = true, description = "The hub's public address, such as https://hub.example.org/.")
    private String url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with an API token. Default: the variable $" + VARIABLE + ".")
    private Path tokenFile;

    @Option(names = "--ca", paramLabel = "FILE.pem", description = "Certificates to trust instead of the usual ones.")
    private Path ca;

    HubTarget target() throws ConnectionException {
        if (tokenFile != null) {
            return target("", url, tokenFile, ca);
        }
        String token = System.getenv(VARIABLE);
        if (token == null) {
            throw new UsageException("no token is given: name a file with --token-file, or set $" + VARIABLE);
        }
        return HubTarget.of(url, token, certificates("--ca", ca));
    }

    /**
     * Another hub than the one that these options name.
     *
     * @param of what the names of its options begin with, such as {@code production-}
     * @param ca null for the usual certificates
     */
    static HubTarget target(String of, String url, Path tokenFile, Path ca) throws ConnectionException {
        return HubTarget.of(url, text("--" + of + "token-file", tokenFile), certificates("--" + of + "ca", ca));
    }

    /** An empty file must not be taken for no file: the usual certificates would be trusted instead. */
    private static String certificates(String option, Path file) {
        String text = text(option, file);
        if (file != null && text.isBlank()) {
            throw new UsageException(option + ": '" + file + "' holds no certificate");
        }
        return text;
    }

    private static String text(String option, Path file) {
        try {
            return file == null ? "" : Files.readString(file);
        } catch (IOException e) {
            throw new UsageException(option + ": '" + file + "' cannot be read: " + FileFault.words(e));
        }
    }
}
