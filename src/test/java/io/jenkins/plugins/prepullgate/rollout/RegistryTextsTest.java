package io.jenkins.plugins.prepullgate.rollout;

import static io.jenkins.plugins.prepullgate.findings.FindingCode.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import org.junit.Test;

/** What registries and other runtimes say, as read in their sources and in public reports; none of these was run here. */
public class RegistryTextsTest {
    private static void means(FindingCode code, String text) {
        assertThat(PullCauses.classify("ErrImagePull", text)).as(text).isEqualTo(code);
    }

    @Test
    public void dockerHub() {
        means(PULL_DENIED_OR_ABSENT,
                "Error response from daemon: pull access denied for team/app, repository does not exist or may require 'docker login': denied: "
                + "requested access to the resource is denied");
        means(PULL_RATE_LIMITED, "unexpected status from HEAD request to https://registry-1.docker.io/v2/library/x/manifests/v1: "
                + "429 Too Many Requests\n"
                + "toomanyrequests: You have reached your pull rate limit. You may increase the limit by upgrading: "
                + "https://www.docker.com/increase-rate-limit");
    }

    @Test
    public void amazon() {
        means(PULL_DENIED_OR_ABSENT, "denied: Your authorization token has expired. Reauthenticate and try again.");
        means(PULL_DENIED_OR_ABSENT, "pulling from host 123.dkr.ecr.us-east-1.amazonaws.com failed with status code [manifests v1]: 403 Forbidden");
        means(PULL_RATE_LIMITED, "toomanyrequests: Rate exceeded");
        means(PULL_NOT_FOUND, "name unknown: The repository with name 'app' does not exist in the registry with id '123'");
    }

    @Test
    public void google() {
        means(PULL_DENIED_OR_ABSENT,
                "denied: Permission \"artifactregistry.repositories.downloadArtifacts\" denied on resource "
                + "\"projects/p/locations/eu/repositories/r\" (or it may not exist)");
        means(PULL_DENIED_OR_ABSENT,
                "failed to authorize: failed to fetch oauth token: unexpected status from GET request to "
                        + "https://eu-docker.pkg.dev/v2/token?scope=x: 403 Forbidden");
        means(PULL_NOT_FOUND, "name unknown: Repository \"r\" not found");
    }

    @Test
    public void azure() {
        means(PULL_DENIED_OR_ABSENT, "unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.");
        means(PULL_DENIED_OR_ABSENT,
                "denied: client with IP '203.0.113.7' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.");
        assertThat(Redaction.of("denied: client with IP '203.0.113.7' is not allowed access.")).doesNotContain("203.0.113.7");
    }

    @Test
    public void githubAndQuay() {
        means(PULL_DENIED_OR_ABSENT,
                "failed to authorize: failed to fetch anonymous token: unexpected status from GET request to "
                        + "https://ghcr.io/token?scope=x: 403 Forbidden");
        means(PULL_DENIED_OR_ABSENT, "unauthorized: access to the requested resource is not authorized");
        means(PULL_REGISTRY_UNAVAILABLE, "unexpected status from HEAD request to https://quay.io/v2/a/b/manifests/v1: 502 Bad Gateway");
    }

    @Test
    public void harborAndArtifactory() {
        means(PULL_DENIED_OR_ABSENT,
                "unauthorized: unauthorized to access repository: team/app, action: pull: unauthorized to access repository: team/app, action: pull");
        means(PULL_DENIED_OR_ABSENT, "unexpected status from GET request to https://harbor.test/v2/a/b/manifests/v1: 412 Precondition Failed");
        means(PULL_NOT_FOUND, "manifest unknown: The named manifest is not known to the registry.");
        means(PULL_DENIED_OR_ABSENT,
                "denied: Artifact download request rejected: x was not downloaded due to the download blocking policy configured in Xray");
    }

    @Test
    public void crio() {
        means(PULL_REGISTRY_UNAVAILABLE,
                "initializing source docker://quay.io/a/b:v1: pinging container registry quay.io: Get \"https://quay.io/v2/\": dial tcp 1.2.3.4:443: "
                + "connect: connection refused");
        means(PULL_DENIED_OR_ABSENT, "reading manifest v1 in docker.io/team/app: errors:\ndenied: requested access to the resource is denied\n"
                + "unauthorized: authentication required");
        means(PULL_PLATFORM_MISMATCH,
                "choosing image for current platform: no image found in image index for architecture arm64, variant \"v8\", OS linux");
        means(PULL_SIGNATURE, "Source image rejected: A signature was required, but no signature exists");
        means(PULL_NO_SPACE, "writing blob: storing blob to file \"/var/tmp/container_images_storage/1\": write /var/tmp/x: no space left on device");
        means(PULL_CORRUPT, "determining manifest MIME type for docker://quay.io/a/b: Manifest does not match provided manifest digest sha256:12");
        means(PULL_INVALID_NAME, "short-name \"app:v1\" did not resolve to an alias and no unqualified-search registries are defined");
        means(PULL_DENIED_OR_ABSENT, "unable to retrieve auth token: invalid username/password: unauthorized: authentication required");
    }

    @Test
    public void dockerd() {
        means(PULL_NETWORK, "Error response from daemon: Get \"https://registry-1.docker.io/v2/\": net/http: request canceled while waiting for "
                + "connection (Client.Timeout exceeded while awaiting headers)");
        means(PULL_DNS, "Error response from daemon: Get https://r.test/v2/: dial tcp: lookup r.test on 10.0.0.2:53: no such host");
        means(PULL_TLS, "Error response from daemon: Get https://r.test/v2/: x509: certificate signed by unknown authority");
        means(PULL_PLATFORM_MISMATCH, "image operating system \"windows\" cannot be used on this platform: operating system is not supported");
        means(PULL_NETWORK, "Error response from daemon: Get \"https://r.test/v2/\": context deadline exceeded");
        means(PULL_CORRUPT, "failed to register layer: Error processing tar file(exit status 1): archive/tar: invalid tar header");
    }
}
