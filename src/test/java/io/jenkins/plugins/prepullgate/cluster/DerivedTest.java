package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class DerivedTest {
    private final AtomicInteger makings = new AtomicInteger();
    private final Derived<List<String>> derived = new Derived<>();

    @Test
    public void theSamePartsMakeItOnce() {
        Object one = new Object();
        Object other = new Object();

        List<String> first = from("a", one, other);

        assertThat(from("a", one, other)).isSameAs(first);
        assertThat(makings).hasValue(1);
    }

    @Test
    public void anotherPartMakesItAnew() {
        Object one = new Object();
        from("a", one);

        assertThat(from("b", new Object())).containsExactly("b");
        assertThat(from("c", one, one)).as("one part more").containsExactly("c");
        assertThat(from("d", one)).as("one part less").containsExactly("d");
    }

    @Test
    public void whatComesOutEqualStaysTheSameObject() {
        List<String> first = from("a", new Object());

        assertThat(from("a", new Object())).isSameAs(first);
        assertThat(makings).hasValue(2);
    }

    private List<String> from(String content, Object... parts) {
        return derived.from(() -> {
            makings.incrementAndGet();
            return new ArrayList<>(List.of(content));
        }, parts);
    }
}
