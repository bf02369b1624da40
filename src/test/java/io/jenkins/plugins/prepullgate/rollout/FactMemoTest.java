package io.jenkins.plugins.prepullgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Test;

public class FactMemoTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final FactMemo<List<Integer>, Integer> memo = new FactMemo<>(fact -> {
        asked.incrementAndGet();
        return fact.get(0);
    });

    private static List<Integer> fact(int value) {
        return List.of(value);
    }

    @Test
    public void theSameFactIsWorkedOutOnceHoweverManyLooksFollow() {
        List<Integer> fact = fact(7);
        for (int i = 0; i < 5 * FactMemo.LOOKS; i++) {
            memo.look();
            assertThat(memo.of(fact)).isEqualTo(7);
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    public void ofManyFactsOneThatIsReplacedIsWorkedOutAlone() {
        List<List<Integer>> facts = IntStream.range(0, 1_000).mapToObj(FactMemoTest::fact).toList();
        memo.look();
        facts.forEach(memo::of);
        memo.look();
        facts.subList(1, 1_000).forEach(memo::of);
        assertThat(memo.of(fact(1_000))).isEqualTo(1_000);
        assertThat(asked).hasValue(1_001);
    }

    @Test
    public void whatIsNoLongerAskedForIsForgotten() {
        List<Integer> kept = fact(0);
        for (int i = 1; i <= 20 * FactMemo.LOOKS; i++) {
            memo.look();
            memo.of(kept);
            memo.of(fact(i));
            assertThat(memo.size()).isLessThanOrEqualTo(2 * FactMemo.LOOKS + 2);
        }
    }
}
