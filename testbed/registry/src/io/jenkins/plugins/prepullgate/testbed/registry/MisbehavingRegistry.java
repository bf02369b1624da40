package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry that serves images made on the spot, over TLS, and fails as the names in a request say: labels of the host choose faults of names,
 * connections and certificates, elements of the repository's path choose the image and the faults of answers. With a DNS beside it that
 * leads every name below {@code .test} to it. Needs the JDK alone. README.md beside the sources lists the words.
 */
public final class MisbehavingRegistry implements AutoCloseable {
    /**
     * Where the DNS leads to.
     *
     * @param registry where the registry listens
     * @param refusing an address of this machine on which nobody listens
     * @param nobody an address that no machine has
     */
    public record Addresses(InetAddress registry, InetAddress refusing, InetAddress nobody) {}

    private final Authority authority;
    private final Hosts hosts;
    private final Repositories repositories;
    private final RequestLog log = new RequestLog();
    private final InstantSource clock;
    private final ExecutorService threads;
    private final Door door;
    private final StubDns dns;

    /**
     * Starts it.
     *
     * @param listen where the registry listens; port 0: any free one
     * @param dns where the DNS listens; port 0: any free one
     * @param addresses what the DNS answers
     * @param program busybox, linked statically, or whatever shall stand for it in the images
     * @param clock what {@code for/60s} is measured by
     * @throws IOException when a port cannot be had
     */
    public MisbehavingRegistry(InetSocketAddress listen, InetSocketAddress dns, Addresses addresses, byte[] program, InstantSource clock)
            throws IOException {
        this.clock = clock;
        try {
            authority = new Authority("misbehaving registry");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has elliptic curves", e);
        }
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "registry-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        hosts = new Hosts(clock);
        repositories = new Repositories(new ImageMaker(program));
        Certificates certificates = new Certificates(authority);
        Api api = new Api(repositories, clock);
        door = new Door(listen, threads, socket -> new Connection(socket, hosts, certificates, api, log, clock).serve());
        try {
            this.dns = new StubDns(dns, hosts, addresses, threads);
        } catch (IOException e) {
            door.shut();
            threads.shutdownNow();
            throw e;
        }
    }

    public InetSocketAddress address() {
        return door.address();
    }

    public InetSocketAddress dnsAddress() {
        return dns.address();
    }

    /** The authority that its clients must trust, as PEM. */
    public String authorityPem() {
        try {
            return authority.pem();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was made here, and cannot be encoded", e);
        }
    }

    /** From now on connections are refused; present ones are cut. */
    public void goDown() {
        door.shut();
    }

    /** The opposite of {@link #goDown()}. */
    public void comeUp() {
        door.open();
    }

    /**
     * The repository fails as these words say from now on, whatever its path says.
     *
     * @param words as in a path; null: as its path says; empty: not at all
     */
    public void failRepository(String repository, String words) {
        repositories.order(repository, words, clock.instant());
    }

    /**
     * The host fails in this way from now on, whatever its labels say. A name outside {@code .test} exists from now on.
     *
     * @param fault a label such as {@code expired}; {@code none}: not at all; null: as its labels say
     */
    public void failHost(String host, String fault) {
        hosts.order(host, fault == null ? null : HostFault.valueOf(fault.toUpperCase(Locale.ROOT)));
    }

    /** What was asked for in repositories whose path begins so; empty: all. */
    public List<LogEntry> log(String repository) {
        return log.of(repository);
    }

    public void clearLog() {
        log.clear();
    }

    @Override
    public void close() {
        door.shut();
        dns.close();
        threads.shutdownNow();
    }
}
