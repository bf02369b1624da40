package io.jenkins.plugins.prepullgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class TextMemoTest {
    private final AtomicInteger asked = new AtomicInteger();

    private final TextMemo<String> memo = new TextMemo<>(text -> {
        asked.incrementAndGet();
        return text.toUpperCase(Locale.ROOT);
    });

    @Test
    public void theSameTextIsWorkedOutOnce() {
        assertThat(memo.of("not found")).isEqualTo("NOT FOUND");
        assertThat(memo.of("not found")).isEqualTo("NOT FOUND");
        assertThat(asked).hasValue(1);
    }

    @Test
    public void aLongTextIsAnsweredAndNotKept() {
        String text = "x".repeat(TextMemo.LONGEST + 1);
        assertThat(memo.of(text)).isEqualTo(text.toUpperCase(Locale.ROOT));
        assertThat(memo.size()).isZero();
    }

    @Test
    public void itNeverHoldsMoreThanItsBound() {
        for (int i = 0; i < 3 * TextMemo.ENTRIES; i++) {
            assertThat(memo.of("text " + i)).isEqualTo("TEXT " + i);
            assertThat(memo.size()).isLessThanOrEqualTo(TextMemo.ENTRIES);
        }
    }
}
