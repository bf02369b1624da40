package io.jenkins.plugins.prepullgate.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The table of causes on 10,000 messages, one of a kind after the other; every tenth matches nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CauseBenchmark {
    private static final int MESSAGES = 10_000;
    private static final String FRAME = "failed to pull and unpack image \"hub.test/user:v%d\": failed to resolve image: ";
    private static final List<String> KINDS = List.of(
            "hub.test/user:v1: not found",
            "no match for platform in manifest: not found",
            "unexpected status from HEAD request to https://hub.test/v2/user/manifests/v1: 429 Too Many Requests",
            "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials",
            "failed to do request: Head \"https://hub.test/v2/user/manifests/v1\": dial tcp 10.0.0.1:443: connect: connection refused",
            "failed to do request: Head \"https://hub.test/v2/user/manifests/v1\": dial tcp: lookup hub.test on 10.0.0.53:53: no such host",
            "failed to do request: Head \"https://hub.test/v2/user/manifests/v1\": tls: failed to verify certificate: x509: certificate has expired",
            "failed to copy: write /var/lib/containerd/ingest/data: no space left on device",
            "short read: expected 2097925 bytes but got 1048962: unexpected EOF",
            "the moon is full");

    private final List<String> messages = new ArrayList<>();

    @Setup
    public void texts() {
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(String.format(FRAME, i) + KINDS.get(i % KINDS.size()));
        }
    }

    @Benchmark
    public void classify(Blackhole hole) {
        messages.forEach(message -> hole.consume(PullCauses.classify("ErrImagePull", message)));
    }
}
