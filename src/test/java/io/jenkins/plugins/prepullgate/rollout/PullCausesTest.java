package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.findings.FindingCode.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import org.junit.Test;

/** Texts of real runtimes: containerd 1.6.20, 1.7.35 and 2.2.9 under kubelet 1.35.4; where a text was only read it says so. */
public class PullCausesTest {
    private static final String P = "failed to pull and unpack image \"hub.test/team/app:v1\": ";
    private static final String R = "failed to resolve reference \"hub.test/team/app:v1\": ";
    private static final String R2 = "failed to resolve image: ";
    private static final String N = "rpc error: code = NotFound desc = ";
    private static final String H = "failed to do request: Head \"https://hub.test/v2/team/app/manifests/v1\": ";

    private static void means(FindingCode code, String text) {
        assertThat(PullCauses.classify("ErrImagePull", text)).as(text).isEqualTo(code);
    }

    @Test
    public void missing() {
        means(PULL_NOT_FOUND, N + P + R + "hub.test/team/app:v1: not found");
        means(PULL_NOT_FOUND, N + P + R2 + "hub.test/team/app:v1: not found");
        // Read: CRI-O, dockerd.
        means(PULL_NOT_FOUND, "reading manifest v1 in quay.io/team/app: manifest unknown");
        means(PULL_NOT_FOUND, "Error response from daemon: manifest for team/app:v1 not found: manifest unknown: manifest unknown");
    }

    @Test
    public void aPlatformMismatchAlsoEndsInNotFound() {
        means(PULL_PLATFORM_MISMATCH, N + P + "no match for platform in manifest: not found");
        means(PULL_PLATFORM_MISMATCH, N + P + "get image config descriptor: no match for platform in manifest sha256:0123: not found");
        means(PULL_PLATFORM_MISMATCH, "no matching manifest for linux/arm64/v8 in the manifest list entries");
    }

    @Test
    public void deniedOrAbsent() {
        means(PULL_DENIED_OR_ABSENT, P + R + "pulling from host hub.test failed with status code [manifests v1]: 401 Unauthorized");
        means(PULL_DENIED_OR_ABSENT, P + R
                + "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials");
        means(PULL_DENIED_OR_ABSENT, P + R + "failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized");
        means(PULL_DENIED_OR_ABSENT, P + R
                + "failed to authorize: failed to fetch anonymous token: unexpected status from GET request to "
                + "https://hub.test/token?scope=x: 401 Unauthorized");
        means(PULL_DENIED_OR_ABSENT,
                P + R + "pull access denied, repository does not exist or may require authorization: "
                        + "server message: insufficient_scope: authorization failed");
        means(PULL_DENIED_OR_ABSENT, P + R + "unexpected status from HEAD request to https://hub.test/v2/team/app/manifests/v1: 403 Forbidden");
    }

    @Test
    public void aRuntimeThatIsRestartedIsNoRegistry() {
        String dial = "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while dialing: "
                + "dial unix /run/containerd/containerd.sock: connect: connection refused\"";
        means(FindingCode.PULL_RUNTIME_DOWN, dial);
        means(FindingCode.PULL_RUNTIME_DOWN, "rpc error: code = Unavailable desc = error reading from server: EOF");
        assertThat(PullCauses.classify("ImageInspectError", "Failed to inspect image \"\": " + dial)).isEqualTo(FindingCode.PULL_RUNTIME_DOWN);
        assertThat(PullCauses.classify("ImageInspectError", "Failed to inspect image \"\": broken")).isEqualTo(FindingCode.PULL_INSPECT);
    }

    @Test
    public void limitedRateIsNotADenial() {
        means(PULL_RATE_LIMITED, P + R + "pulling from host hub.test failed with status code [manifests v1]: 429 Too Many Requests");
        means(PULL_RATE_LIMITED, P + R + "unexpected status from HEAD request to https://hub.test/v2/team/app/manifests/v1: 429 Too Many Requests");
        means(PULL_RATE_LIMITED, "pull QPS exceeded");
        // Read: Docker Hub.
        means(PULL_RATE_LIMITED, "toomanyrequests: You have reached your unauthenticated pull rate limit. "
                + "https://www.docker.com/increase-rate-limit");
    }

    @Test
    public void registryOutOfOrder() {
        for (String status : new String[] {"500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"}) {
            means(PULL_REGISTRY_UNAVAILABLE, P + R + "unexpected status from HEAD request to https://hub.test/v2/team/app/manifests/v1: " + status);
            means(PULL_REGISTRY_UNAVAILABLE, P + R + "pulling from host hub.test failed with status code [manifests v1]: " + status);
        }
        means(PULL_REGISTRY_UNAVAILABLE, P + R + H + "dial tcp 127.77.0.15:443: connect: connection refused");
    }

    @Test
    public void names() {
        means(PULL_DNS, P + R + H + "dial tcp: lookup registry.invalid on 127.77.0.53:53: no such host");
        means(PULL_DNS, P + R + H + "dial tcp: lookup registry.invalid on 127.77.0.53:53: server misbehaving");
        means(PULL_DNS, P + R + H + "dial tcp: lookup registry.invalid on 127.77.0.53:53: read udp 127.0.0.1:3333->127.77.0.53:53: i/o timeout");
    }

    @Test
    public void certificatesBeforeTheNetwork() {
        means(PULL_TLS, P + R + H + "tls: failed to verify certificate: x509: certificate signed by unknown authority");
        means(PULL_TLS, P + R + H
                + "x509: certificate has expired or is not yet valid: current time 2026-11-23T00:00:00Z is after 2026-11-22T00:00:00Z");
        means(PULL_TLS, P + R + H + "x509: certificate is valid for other.test, not wronghost.test");
        means(PULL_TLS, P + R + H + "http: server gave HTTP response to HTTPS client");
    }

    @Test
    public void network() {
        means(PULL_NETWORK, P + "failed to read expected number of bytes: unexpected EOF");
        means(PULL_NETWORK, P + "short read: expected 2097925 bytes but got 1048962: unexpected EOF");
        means(PULL_NETWORK, "rpc error: code = Canceled desc = " + P + "context canceled");
        means(PULL_NETWORK, P + R + H + "read tcp 10.0.0.2:4->10.0.0.1:443: read: connection reset by peer");
        means(PULL_NETWORK, P + R + H + "net/http: TLS handshake timeout");
        means(PULL_NETWORK, P + R + H + "dial tcp 10.0.0.1:443: i/o timeout");
        means(PULL_NETWORK, P + R + H + "EOF");
    }

    @Test
    public void damageAndDisk() {
        means(PULL_CORRUPT, "rpc error: code = FailedPrecondition desc = " + P
                + "failed commit on ref \"layer-sha256:12\": unexpected commit digest sha256:34, expected sha256:12: failed precondition");
        means(PULL_NO_SPACE, P + "failed to copy: write /var/lib/containerd/io.containerd.content.v1.content/ingest/1/data: no space left on device");
        means(PULL_NO_SPACE, P + "failed to extract layer (application/vnd.oci.image.layer.v1.tar+gzip sha256:12) to overlayfs as \"extract-1\": "
                + "write /x: no space left on device");
    }

    @Test
    public void contentsThatNobodyCanUse() {
        means(PULL_CORRUPT, P + "unmarshal image config: unexpected end of JSON input");
        means(PULL_CORRUPT, P + "children: invalid desc sha256:12: invalid character '<' looking for beginning of value");
        means(PULL_CORRUPT, P + "wrong diff id calculated on extraction \"sha256:12\"");
        means(PULL_CORRUPT, P + "wrong diff id \"sha256:12\" calculated on extraction \"sha256:34\", desc \"sha256:56\"");
        means(PULL_CORRUPT, P + "no signatures");
        means(PULL_CORRUPT, "rpc error: code = InvalidArgument desc = " + P + "schema 1 image manifests are no longer supported: invalid argument");
        means(PULL_CORRUPT, P + "failed to extract layer sha256:12: failed to get stream processor for application/vnd.oci.image.layer.v1.sealed: "
                + "no processor for media-type: unknown");
        means(PULL_CORRUPT, P + "failed to extract layer (application/vnd.oci.image.layer.v1.tar+gzip sha256:12) to overlayfs as \"extract-1 "
                + "sha256:34\": mount callback failed on /run/mnt: archive/tar: invalid tar header");
    }

    /** A captive portal answers everything with 200 and a page. */
    @Test
    public void aPageInsteadOfAManifestIsNotAMissingImage() {
        String descriptor = N + P + "failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:12ab ";

        means(PULL_CORRUPT, descriptor + "(text/html) from remote: not found");
        means(PULL_CORRUPT, descriptor + "(application/json) from remote: not found");
        means(PULL_CORRUPT, descriptor + "() from remote: not found");
        means(PULL_NOT_FOUND, descriptor + "(application/vnd.oci.image.layer.v1.tar+gzip) from remote: not found");
    }

    @Test
    public void reasonsThatSayItAll() {
        assertThat(PullCauses.classify("InvalidImageName", "x")).isEqualTo(PULL_INVALID_NAME);
        assertThat(PullCauses.classify("ErrImageNeverPull", "x")).isEqualTo(PULL_NEVER);
        assertThat(PullCauses.classify("ImageInspectError", "x")).isEqualTo(PULL_INSPECT);
        assertThat(PullCauses.classify("SignatureValidationFailed", "x")).isEqualTo(PULL_SIGNATURE);
        assertThat(PullCauses.classify("RegistryUnavailable", "")).isEqualTo(PULL_REGISTRY_UNAVAILABLE);
    }

    @Test
    public void whatAnImageIsCalledIsNotWhatWentWrong() {
        means(PULL_NOT_FOUND, N + "failed to pull and unpack image \"x509.test/429/no-such-host:denied\": failed to resolve reference "
                + "\"x509.test/429/no-such-host:denied\": x509.test/429/no-such-host:denied: not found");
        means(PULL_UNKNOWN, P + "the moon is full");
    }

    @Test
    public void theFrameOfTheKubeletIsTakenOff() {
        assertThat(PullCauses.cause("Back-off pulling image \"a:1\": ErrImagePull: a: not found")).isEqualTo("a: not found");
        assertThat(PullCauses.cause("Back-off pulling image \"a:1\"")).isEmpty();
        assertThat(PullCauses.cause("Failed to pull image \"a:1\": boom")).isEqualTo("boom");
    }
}
