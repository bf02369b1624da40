package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.Assume;
import org.junit.Test;

public class LightThreadsTest {
    private static final int TASKS = 200;

    @Test
    public void whereJavaHasNoneOrNoGoodOnesThereAreNone() {
        Assume.assumeTrue("only before Java 24", Runtime.version().feature() < 24);

        assertThat(LightThreads.executor("test")).isEmpty();
    }

    @Test
    public void manyThatWaitTakeNoThreadsOfTheSystem() throws InterruptedException {
        Assume.assumeTrue("only from Java 24 on", Runtime.version().feature() >= 24);
        ExecutorService executor = LightThreads.executor("test").orElseThrow();
        CountDownLatch begun = new CountDownLatch(TASKS);
        CountDownLatch end = new CountDownLatch(1);
        int before = Thread.getAllStackTraces().size();

        for (int i = 0; i < TASKS; i++) {
            executor.execute(() -> {
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(Loaders.library());
                begun.countDown();
                awaitEnd(end);
            });
        }

        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(Thread.getAllStackTraces().size() - before).isLessThan(TASKS / 4);
        assertThat(ours()).hasSize(TASKS);
        executor.shutdownNow();
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(ours()).isEmpty());
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> ours() {
        return LiveThreads.names().stream().filter(name -> name.startsWith(Workshop.THREADS + "-test-")).toList();
    }
}
