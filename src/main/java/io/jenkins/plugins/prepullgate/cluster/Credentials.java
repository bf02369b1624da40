package io.jenkins.plugins.prepullgate.cluster;

import java.nio.file.Path;
import java.util.Objects;

/** How a caller proves to an API server who it is. No form shows its secret in {@code toString}. */
public sealed interface Credentials {
    /** Nothing is sent: what {@code system:anonymous} may do. */
    record None() implements Credentials {}

    /**
     * A bearer token.
     *
     * @param token never empty
     */
    record Token(String token) implements Credentials {
        public Token {
            token = required("token", token).trim();
            if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new IllegalArgumentException("the token contains blanks or characters that no token has");
            }
        }

        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    /**
     * A bearer token in a file that somebody renews, read again as requests are made. Only for files that the operator of this process named.
     *
     * @param file never null
     */
    record TokenFile(Path file) implements Credentials {
        public TokenFile {
            Objects.requireNonNull(file, "file");
        }
    }

    /**
     * A client certificate.
     *
     * @param certificatePem certificate, or chain, in PEM
     * @param keyPem its private key in PEM, RSA or EC, not encrypted
     */
    record Certificate(String certificatePem, String keyPem) implements Credentials {
        public Certificate {
            required("client certificate", certificatePem);
            required("client key", keyPem);
        }

        @Override
        public String toString() {
            return "Certificate[…]";
        }
    }

    /**
     * Basic authentication, which proxies in front of API servers still use.
     *
     * @param username never empty
     * @param password never empty
     */
    record Password(String username, String password) implements Credentials {
        public Password {
            required("user name", username);
            required("password", password);
        }

        @Override
        public String toString() {
            return "Password[" + username + "]";
        }
    }

    private static String required(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the " + what + " is empty");
        }
        return value;
    }
}
