package io.jenkins.plugins.prepullgate.cluster;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Which algorithm a private key in PEM is of: the client library does not look, and takes RSA for granted. */
final class ClientKeys {
    private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";

    private ClientKeys() {}

    static String algorithm(String pem) {
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
