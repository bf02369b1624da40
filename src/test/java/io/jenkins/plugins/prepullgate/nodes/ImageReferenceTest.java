package io.jenkins.plugins.prepullgate.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

/** References as people write them, and as nodes list them. */
public class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private static void reads(String text, String repository, String tag, String digest) {
        assertThat(ImageReference.parse(text)).isEqualTo(new ImageReference(repository, tag, digest));
    }

    private static void refuses(String text, String why) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    @Test
    public void whatIsLeftOutIsDockerHub() {
        reads("busybox", "docker.io/library/busybox", "latest", "");
        reads("busybox:1.37.0-musl", "docker.io/library/busybox", "1.37.0-musl", "");
        reads("jupyterhub/k8s-hub:4.4.0", "docker.io/jupyterhub/k8s-hub", "4.4.0", "");
        reads("docker.io/busybox", "docker.io/library/busybox", "latest", "");
    }

    @Test
    public void registriesAreHosts() {
        reads("quay.io/jupyterhub/k8s-singleuser-sample:4.4.0", "quay.io/jupyterhub/k8s-singleuser-sample", "4.4.0", "");
        reads("localhost/a", "localhost/a", "latest", "");
        reads("registry:5000/a/b__c/d-e:v1", "registry:5000/a/b__c/d-e", "v1", "");
        reads("[2001:db8::1]:5000/a:v1", "[2001:db8::1]:5000/a", "v1", "");
    }

    @Test
    public void aDigestPins() {
        reads("hub.test/a@" + DIGEST, "hub.test/a", "", DIGEST);
        reads("hub.test/a:v1@" + DIGEST, "hub.test/a", "v1", DIGEST);
    }

    @Test
    public void whatIsNoReferenceIsNamed() {
        refuses(" ", "the name of an image is empty");
        refuses("hub.test/Team/App:v1", "must be in lower case");
        refuses("Team/App:v1", "the repository 'App' must be in lower case");
        refuses("a b", "malformed");
        refuses("hub.test/a:", "'' is no tag");
        refuses("hub.test/a:" + "x".repeat(129), "is no tag");
        refuses("hub.test/a@sha256:123", "is no digest");
        refuses("https://hub.test/a:v1", "'https:' is no host of a registry");
        refuses("hub.test//a", "malformed");
        refuses("hub.test/a\n:v1", "malformed");
        refuses("hub_test.x:y/a", "is no host");
        refuses("a/".repeat(200) + "b", "longer than 255");
    }
}
