package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A token that is renewed in its file, as the kubelet does with service-account tokens. It is read for every request, of which there are few. */
final class TokenFiles implements OAuthTokenProvider {
    private final Path file;

    TokenFiles(Path file) {
        this.file = file;
    }

    @Override
    public String getToken() {
        try {
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new UncheckedIOException("the token file " + file + " cannot be read", e);
        }
    }
}
