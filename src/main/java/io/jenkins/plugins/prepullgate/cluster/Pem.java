package io.jenkins.plugins.prepullgate.cluster;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;

/** Reads certificates and keys before the client library gets them, since it overlooks broken ones and takes every key for an RSA key. */
final class Pem {
    private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";

    private Pem() {}

    /**
     * The text as it is.
     *
     * @throws IllegalArgumentException when it holds no certificate, or a broken one
     */
    static String certificates(String what, String pem) {
        read(what, pem);
        return pem;
    }

    /**
     * The certificates of a text.
     *
     * @throws IllegalArgumentException when it holds none, or a broken one
     */
    static Collection<? extends Certificate> read(String what, String pem) {
        try {
            byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("the " + what + " holds no certificate");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the " + what + " is not readable as PEM", e);
        }
    }

    /** {@code RSA} or {@code EC}. */
    static String keyAlgorithm(String pem) {
        if (pem.contains("BEGIN EC PRIVATE KEY")) {
            return "EC";
        }
        int begin = pem.indexOf(PKCS8);
        return begin >= 0 && isEc(pem.substring(begin + PKCS8.length())) ? "EC" : "RSA";
    }

    private static boolean isEc(String body) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(body.substring(0, Math.max(0, body.indexOf("-----"))));
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)) != null;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not an EC key; if it is no RSA key either, making the client says so.
            return false;
        }
    }
}
