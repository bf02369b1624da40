package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** What is shown to whoever asks for a name: a good certificate made for it, or a bad one. */
final class Certificates {
    private static final Duration DAY = Duration.ofDays(1);

    private final Authority authority;
    private final Map<String, SSLSocketFactory> made = new ConcurrentHashMap<>();

    Certificates(Authority authority) {
        this.authority = authority;
    }

    /**
     * Sockets for one name.
     *
     * @param name the name asked for, or the address connected to
     * @param fault what is wrong with the certificate; faults that do not concern it count as none
     */
    SSLSocketFactory forName(String name, HostFault fault) {
        return made.computeIfAbsent(fault + " " + name, key -> {
            try {
                return sockets(identity(name, fault));
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("no certificate for " + name, e);
            }
        });
    }

    private Authority.Identity identity(String name, HostFault fault) throws GeneralSecurityException {
        Instant now = Instant.now();
        List<String> names = List.of(name);
        return switch (fault) {
            case SELFSIGNED -> Authority.selfSigned(names, now.minus(DAY), now.plus(DAY));
            case EXPIRED -> authority.issue(names, now.minus(DAY.multipliedBy(30)), now.minus(DAY));
            case NOTYET -> authority.issue(names, now.plus(DAY), now.plus(DAY.multipliedBy(30)));
            case OTHERNAME -> authority.issue(List.of("somebody-else.test"), now.minus(DAY), now.plus(DAY));
            default -> authority.issue(names, now.minus(DAY), now.plus(DAY));
        };
    }

    private static SSLSocketFactory sockets(Authority.Identity identity) throws GeneralSecurityException, IOException {
        char[] noPassword = new char[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", identity.key(), noPassword, identity.chain());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, noPassword);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getSocketFactory();
    }
}
