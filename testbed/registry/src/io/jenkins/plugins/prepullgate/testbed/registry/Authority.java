package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** A private certificate authority: issues certificates for any name and any time, on the spot. P-256, because RSA keys take seconds to find. */
public final class Authority {
    /** What a server shows, with its key. */
    public record Identity(PrivateKey key, X509Certificate[] chain) {}

    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    public Authority(String name) throws GeneralSecurityException {
        this.name = name;
        keys = newKeys();
        byte[] mayIssue = extension("2.5.29.19", true, Der.sequence(Der.bool(true)));
        Instant now = Instant.now();
        certificate = sign(name, name, keys.getPublic(), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3650)), mayIssue, keys.getPrivate());
    }

    /** For the trust store of those who shall believe it. */
    public String pem() throws GeneralSecurityException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** @param names host names or IPv4 addresses, at least one */
    public Identity issue(List<String> names, Instant from, Instant until) throws GeneralSecurityException {
        KeyPair own = newKeys();
        X509Certificate issued = sign(name, names.get(0), own.getPublic(), from, until, alternatives(names), keys.getPrivate());
        return new Identity(own.getPrivate(), new X509Certificate[] {issued});
    }

    /** A certificate that vouches for itself. */
    static Identity selfSigned(List<String> names, Instant from, Instant until) throws GeneralSecurityException {
        KeyPair own = newKeys();
        X509Certificate issued = sign(names.get(0), names.get(0), own.getPublic(), from, until, alternatives(names), own.getPrivate());
        return new Identity(own.getPrivate(), new X509Certificate[] {issued});
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(
            String issuer, String subject, PublicKey key, Instant from, Instant until, byte[] extension, PrivateKey signer)
            throws GeneralSecurityException {
        byte[] content = Der.sequence(
                Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(120, RANDOM).setBit(120)),
                ECDSA_SHA256,
                distinguished(issuer),
                Der.sequence(Der.time(from), Der.time(until)),
                distinguished(subject),
                key.getEncoded(),
                Der.tagged(0xa3, Der.sequence(extension)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(content);
        byte[] whole = Der.sequence(content, ECDSA_SHA256, Der.bits(signature.sign()));
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] distinguished(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] alternatives(List<String> names) {
        byte[][] entries = names.stream().map(Authority::alternative).toArray(byte[][]::new);
        return extension("2.5.29.17", false, Der.sequence(entries));
    }

    private static byte[] alternative(String name) {
        if (!name.matches("[0-9.]+")) {
            return Der.tagged(0x82, name.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return Der.tagged(0x87, InetAddress.getByName(name).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + name, e);
        }
    }
}
