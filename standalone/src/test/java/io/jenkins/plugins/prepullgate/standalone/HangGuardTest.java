package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.junit.runner.Description;

public class HangGuardTest {
    @Test
    public void aTestThatDoesNotEndIsNamedWithWhatEveryThreadIsAt() {
        List<String> said = new CopyOnWriteArrayList<>();
        HangGuard guard = new HangGuard(Duration.ofMillis(1), said::add);
        try {
            guard.testStarted(Description.createTestDescription("SomeTest", "hangs"));
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> said.stream().anyMatch(text -> text.contains("hangs(SomeTest)")));
        } finally {
            guard.close();
        }
        assertThat(said.get(said.size() - 1))
                .startsWith("[guard] no test has begun or ended for 0 s, at hangs(SomeTest): this JVM is ended. Its threads:\n")
                .contains("  " + Thread.currentThread().getName() + ", ")
                .contains(Awaitility.class.getPackageName() + ".");
    }

    @Test
    public void aTestThatEndsInTimeIsLeftAlone() {
        List<String> said = new CopyOnWriteArrayList<>();
        HangGuard guard = new HangGuard(Duration.ofHours(1), said::add);
        guard.testStarted(Description.createTestDescription("SomeTest", "ends"));
        guard.testFinished(Description.createTestDescription("SomeTest", "ends"));
        guard.close();
        assertThat(said).isEmpty();
    }
}
