package io.jenkins.plugins.prepullgate.testbed.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What goes wrong before a request is read: with the name, the connection or the certificate. A label of the host's name chooses it
 * ({@code expired.test}, {@code any.refused.for-60s.test}), since the path is not known yet.
 */
enum HostFault {
    /** Nothing goes wrong. */
    NONE,
    /** DNS: the name does not exist. */
    NXDOMAIN,
    /** DNS: the server fails. */
    SERVFAIL,
    /** DNS: no answer. */
    DNSSILENT,
    /** DNS leads to an address on which nobody listens. */
    REFUSED,
    /** DNS leads to an address that nobody has. */
    UNREACHABLE,
    /** The connection is reset before the handshake. */
    RESET,
    /** The connection is closed before the handshake. */
    CLOSED,
    /** The handshake is never answered. */
    SILENT,
    /** HTTP without TLS on the TLS port. */
    PLAIN,
    /** The handshake is answered with an alert. */
    ALERT,
    /** The certificate is signed by itself. */
    SELFSIGNED,
    /** The certificate has expired. */
    EXPIRED,
    /** The certificate is not valid yet. */
    NOTYET,
    /** The certificate is for another name. */
    OTHERNAME;

    /** One host's fault and how long it lasts; null: for ever. */
    record Rule(HostFault fault, Duration lasts) {
        /** What holds at {@code now} for a host first asked for at {@code first}. */
        HostFault at(Instant first, Instant now) {
            return lasts != null && !now.isBefore(first.plus(lasts)) ? NONE : fault;
        }
    }

    /** Reads the labels; those that mean nothing are there to tell hosts apart. */
    static Rule of(String host) {
        HostFault fault = NONE;
        Duration lasts = null;
        for (String label : host.toLowerCase(Locale.ROOT).split("\\.")) {
            if (label.matches("for-[0-9]{1,6}(ms|s|m)")) {
                lasts = Units.duration(label.substring(4));
            }
            for (HostFault candidate : values()) {
                if (candidate.name().toLowerCase(Locale.ROOT).equals(label)) {
                    fault = candidate;
                }
            }
        }
        return new Rule(fault, lasts);
    }
}
