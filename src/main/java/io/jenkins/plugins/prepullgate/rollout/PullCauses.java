package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Why an image could not be pulled, from the kubelet's reason and the runtime's text.
 *
 * <p>The table is searched from top to bottom, and its order matters: a platform mismatch in containerd also ends in "not found"
 * (kubewarden #1378), a limited rate is also a 4xx, a bad certificate is also a failed request. {@code seen} says where a text comes from:
 * a runtime that was run, or what it was only read in.
 */
public final class PullCauses {
    /**
     * One row.
     *
     * @param code what the text means
     * @param pattern a lower-case regular expression
     * @param seen where such a text was seen
     */
    public record Row(FindingCode code, Pattern pattern, String seen) {
        private static Row of(FindingCode code, String regex, String seen) {
            return new Row(code, Pattern.compile(regex), seen);
        }
    }

    /** So many characters of each end of a text are searched. */
    private static final int ENDS = 4_096;

    /** Reasons that say everything by themselves. */
    private static final Map<String, FindingCode> BY_REASON = Map.of(
            "InvalidImageName", FindingCode.PULL_INVALID_NAME,
            "ErrImageNeverPull", FindingCode.PULL_NEVER,
            "ImageInspectError", FindingCode.PULL_INSPECT,
            "SignatureValidationFailed", FindingCode.PULL_SIGNATURE);

    /** Between kubelet and runtime, and not between runtime and registry. */
    private static final Row RUNTIME_DOWN =
            Row.of(FindingCode.PULL_RUNTIME_DOWN, "connection error: desc =|error reading from server: eof",
                    "run: kubelet 1.35 with containerd 1.7, 2.2");

    private static final List<Row> TABLE = List.of(
            RUNTIME_DOWN,
            Row.of(FindingCode.PULL_PLATFORM_MISMATCH, "no match for platform|no matching manifest for|no image found in (manifest list|image index)"
                            + "|cannot be used on this platform",
                    "run: containerd 1.6, 1.7, 2.2; read: dockerd, CRI-O"),
            Row.of(FindingCode.PULL_SIGNATURE,
                    "source image rejected: a signature|signature (validation|verification) failed|no signature (found|exists)",
                    "read: CRI-O with policy.json"),
            Row.of(FindingCode.PULL_RATE_LIMITED, "toomanyrequests|429 too many requests|rate limit|pull qps exceeded",
                    "run: containerd 1.6, 1.7, 2.2, kubelet 1.35 (QPS); read: Docker Hub, GHCR, ECR public"),
            Row.of(FindingCode.PULL_NO_SPACE, "no space left on device|disk quota exceeded", "run: containerd 1.7, 2.2"),
            Row.of(FindingCode.PULL_TLS,
                    "x509:|tls: (?!failed to verify certificate: x509)(?!handshake timeout)|http response to https client|certificate",
                    "run: containerd 1.6, 1.7, 2.2"),
            Row.of(FindingCode.PULL_DNS,
                    "no such host|server misbehaving|lookup [^ ]+ on [^ ]+: .*(timeout|refused)|lookup [^ ]+: (i/o timeout|try again)",
                    "run: containerd 1.6, 1.7, 2.2"),
            Row.of(FindingCode.PULL_CORRUPT,
                    "unexpected commit digest|digest .*mismatch|digest did not match|failed precondition|failed to extract layer|invalid checksum"
                            + "|does not match provided manifest digest|unsupported media ?type|(gzip|zstd): invalid"
                            + "|mediatype .*(unexpected|unsupported)|archive/tar: invalid"
                            + "|wrong diff id|unmarshal image config|invalid character .* looking for|: no signatures$|schema 1 image manifests"
                            // A page or other stranger instead of a manifest: containerd takes its type for a layer's, and does not find that.
                            + "|content descriptor sha256:[0-9a-f]+ \\((?!application/vnd\\.)[^)]*\\) from remote",
                    "run: containerd 1.6, 1.7, 2.2; read: others"),
            Row.of(FindingCode.PULL_INVALID_NAME, "short-name .*did not resolve|invalid reference format", "read: CRI-O, dockerd"),
            Row.of(FindingCode.PULL_NETWORK, "unexpected eof|connection reset|broken pipe|context canceled|context deadline exceeded"
                            + "|request canceled|client.timeout exceeded",
                    "run: containerd 1.6, 1.7, 2.2"),
            Row.of(FindingCode.PULL_DENIED_OR_ABSENT,
                    "pull access denied|insufficient_scope|no basic auth credentials|authorization failed|401 unauthorized|403 forbidden"
                            + "|412 precondition failed|unauthorized:|denied:|access (to the resource is )?denied|authentication required"
                            + "|requires authentication|invalid username/password",
                    "run: containerd 1.6, 1.7, 2.2; read: Docker Hub, quay, ghcr, ECR, GAR, ACR, Harbor, Artifactory, CRI-O"),
            Row.of(FindingCode.PULL_REGISTRY_UNAVAILABLE,
                    "connection refused|no route to host|network is unreachable|\\b50[0234]\\b ?(internal|bad|service|gateway)"
                            + "|50[0234] [a-z]+ ?[a-z]* ?(error|gateway|unavailable|timeout)|registry ?unavailable|service unavailable",
                    "run: containerd 1.6, 1.7, 2.2"),
            Row.of(FindingCode.PULL_NETWORK,
                    "i/o timeout|tls handshake timeout|timeout awaiting|timed out|\\beof\\b|connection (was )?(closed|aborted)",
                    "run: containerd 1.6, 1.7, 2.2"),
            Row.of(FindingCode.PULL_NOT_FOUND, "not found|manifest unknown|name unknown|repository .*does not exist|404",
                    "run: containerd 1.6, 1.7, 2.2; read: CRI-O, dockerd"),
            Row.of(FindingCode.PULL_DENIED_OR_ABSENT, "failed to authorize|failed to fetch [a-z]+ token", "run: containerd 1.6, 1.7, 2.2"));

    /** Image references, addresses and paths: what they are called must not be taken for what went wrong. */
    private static final Pattern NAMES = Pattern.compile("\"[^\"]*\"|\\S*/\\S*/\\S*|\\S*[.:]\\S*/\\S*");

    private static final Pattern BACK_OFF = Pattern.compile("^Back-off pulling image \"[^\"]*\"(?:: (?:[A-Za-z]+: )?)?");
    /** What the runtime was doing when it failed, in the order in which it is taken off. */
    private static final List<Pattern> FRAMES = List.of(
            Pattern.compile("rpc error: code = \\w+ desc = "),
            Pattern.compile("failed to (pull and unpack|resolve|do request|copy|extract)[^:]*image \"[^\"]*\": "),
            Pattern.compile("failed to resolve (reference \"[^\"]*\"|image): "),
            Pattern.compile("failed to do request: \\w+ \"[^\"]*\": "),
            Pattern.compile("failed to extract layer (\\([^)]*\\)|\\S+)( to \\S+ as \"[^\"]*\")?: "));

    private static final Pattern FAILED_EVENT = Pattern.compile("^Failed to pull image \"[^\"]*\": ");

    private PullCauses() {}

    private static final TextMemo<FindingCode> KNOWN = new TextMemo<>(PullCauses::search);

    /** The table, in the order in which it is searched. */
    public static List<Row> table() {
        return TABLE;
    }

    /** Whether the waiting reason belongs to a pull that failed. */
    public static boolean isPullFailure(String reason) {
        return switch (reason) {
            case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable", "ImageVolumeMountFailed" -> true;
            default -> BY_REASON.containsKey(reason);
        };
    }

    /**
     * What a failed pull means.
     *
     * @param reason the container's waiting reason, or {@code ErrImagePull} for an event
     * @param text the runtime's text without the kubelet's frame; empty when it is not known
     */
    public static FindingCode classify(String reason, String text) {
        FindingCode byReason = BY_REASON.get(reason);
        FindingCode byText = KNOWN.of(text);
        if (byReason != null) {
            return byReason == FindingCode.PULL_INSPECT && byText == RUNTIME_DOWN.code() ? byText : byReason;
        }
        return byText == FindingCode.PULL_UNKNOWN && reason.equals("RegistryUnavailable") ? FindingCode.PULL_REGISTRY_UNAVAILABLE : byText;
    }

    private static FindingCode search(String text) {
        // A runtime's chain begins with what it tried and ends with the cause; a megabyte of text would only hold up the judgement.
        String whole = text.length() <= 2 * ENDS ? text : text.substring(0, ENDS) + " " + text.substring(text.length() - ENDS);
        String searched = NAMES.matcher(whole.toLowerCase(Locale.ROOT)).replaceAll(" ");
        return TABLE.stream().filter(row -> row.pattern().matcher(searched).find()).findFirst().map(Row::code).orElse(FindingCode.PULL_UNKNOWN);
    }

    /**
     * The runtime's text without the kubelet's frame around it. During back-off it is empty before Kubernetes 1.32, which forgets the cause.
     */
    public static String cause(String message) {
        String unframed = BACK_OFF.matcher(message).replaceFirst("");
        return FAILED_EVENT.matcher(unframed).replaceFirst("").trim();
    }

    /**
     * The part that tells people most: the last clause of the runtime's chain, with the image's and the request's long names left out.
     */
    public static String shortly(String cause) {
        String text = Redaction.of(cause);
        for (Pattern frame : FRAMES) {
            text = frame.matcher(text).replaceAll("");
        }
        return text.isBlank() ? "no cause given" : text.trim();
    }
}
