package io.jenkins.plugins.prepullgate.testbed.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.Rule;
import org.junit.Test;

public class RegistryImagesTest {
    @Rule
    public final RegistryFixture fixture = new RegistryFixture();

    @Test
    public void everyPartOfAnImageHasTheDigestThatItIsAskedForBy() throws Exception {
        HttpResponse<byte[]> manifest = fixture.get("/v2/size/300k/layers/3/app/manifests/v1");

        assertThat(manifest.headers().firstValue("Docker-Content-Digest")).hasValue(RegistryFixture.digest(manifest.body()));
        List<String> digests = RegistryFixture.digests(new String(manifest.body(), StandardCharsets.UTF_8));
        assertThat(digests).hasSize(5);
        for (String digest : digests) {
            assertThat(RegistryFixture.digest(fixture.get("/v2/size/300k/layers/3/app/blobs/" + digest).body())).isEqualTo(digest);
        }
    }

    @Test
    public void aManifestIsFoundByItsDigestToo() throws Exception {
        HttpResponse<byte[]> byTag = fixture.get("/v2/app/manifests/v1");

        HttpResponse<byte[]> byDigest = fixture.get("/v2/app/manifests/" + RegistryFixture.digest(byTag.body()));

        assertThat(byDigest.body()).isEqualTo(byTag.body());
        assertThat(fixture.get("/v2/app/manifests/sha256:" + "0".repeat(64)).statusCode()).isEqualTo(404);
    }

    @Test
    public void twoRepositoriesShareNoLayerAndOneNeverChanges() throws Exception {
        List<String> one = RegistryFixture.digests(fixture.manifest("one/app"));

        assertThat(RegistryFixture.digests(fixture.manifest("two/app"))).doesNotContainAnyElementsOf(one);
        assertThat(RegistryFixture.digests(fixture.manifest("one/app"))).isEqualTo(one);
    }

    @Test
    public void theSizeIsWhatThePathSays() throws Exception {
        byte[] layer = fixture.get(fixture.blob("size/5m/app", 2)).body();

        assertThat(layer.length).isBetween(5 << 20, (5 << 20) + 4096);
    }

    @Test
    public void anImageWithoutAShellHoldsTheProgramOnlyUnderOtherNames() throws Exception {
        assertThat(names("app")).contains("bin/busybox", "bin/sh", "bin/true");
        assertThat(names("noshell/app")).contains("bin/true", "bin/sleep").doesNotContain("bin/busybox", "bin/sh");
    }

    /** Of the files in the first layer: a tar's headers begin at multiples of 512. */
    private List<String> names(String repository) throws Exception {
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(fixture.get(fixture.blob(repository, 1)).body())).readAllBytes();
        return IntStream.range(0, tar.length / 512)
                .mapToObj(block -> Arrays.copyOfRange(tar, block * 512, block * 512 + 512))
                .filter(block -> new String(block, 257, 5, StandardCharsets.US_ASCII).equals("ustar"))
                .map(block -> new String(block, 0, 100, StandardCharsets.US_ASCII).trim())
                .toList();
    }

    @Test
    public void anIndexNamesItsPlatforms() throws Exception {
        assertThat(fixture.manifest("index/arm64-s390x/app"))
                .contains("\"architecture\":\"arm64\"", "\"architecture\":\"s390x\"")
                .doesNotContain("amd64");
        assertThat(new String(fixture.get(fixture.blob("arch/arm64/app", 0)).body(), StandardCharsets.UTF_8)).contains("\"architecture\":\"arm64\"");
    }

    @Test
    public void aDownloadGoesOnWhereItIsAskedTo() throws Exception {
        String path = fixture.blob("size/1m/app", 2);
        byte[] whole = fixture.get(path).body();

        HttpResponse<byte[]> rest = fixture.get(path, "Range", "bytes=1000000-");
        HttpResponse<byte[]> part = fixture.get(path, "Range", "bytes=10-19");

        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole, 1_000_000, whole.length));
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 10-19/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 10, 20));
        assertThat(fixture.get(path, "Range", "bytes=" + whole.length + "-").statusCode()).isEqualTo(416);
    }

    @Test
    public void wordsThatMakeNoSenseAreRefusedWithTheReason() throws Exception {
        HttpResponse<byte[]> answer = fixture.get("/v2/for/soon/e429/app/manifests/v1");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("no duration", "soon");
    }
}
