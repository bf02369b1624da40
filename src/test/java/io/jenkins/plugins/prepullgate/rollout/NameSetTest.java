package io.jenkins.plugins.prepullgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.Test;

public class NameSetTest {
    @Test
    public void aSetGrowsIntoAnotherAndStaysWhatItWas() {
        NameSet one = NameSet.of(List.of("a"));
        NameSet two = one.plus(List.of("b", "a"));
        assertThat(one).containsExactly("a");
        assertThat(two).containsExactlyInAnyOrder("a", "b").hasSize(2);
        assertThat(two.plus(List.of("a", "b"))).isSameAs(two);
    }

    @Test
    public void setsOfTheSameNamesAreEqualWhateverTheirNumbers() {
        NameSet.Numbers numbers = new NameSet.Numbers();
        NameSet first = NameSet.of(List.of("x", "a"), numbers);
        NameSet second = NameSet.of(List.of("a", "x"), numbers);
        NameSet alone = NameSet.of(List.of("a", "x"));
        assertThat(first).isEqualTo(second).isEqualTo(alone).isEqualTo(Set.of("a", "x")).hasSameHashCodeAs(Set.of("a", "x"));
        assertThat(Set.of("a", "x")).isEqualTo(first);
        assertThat(first).isNotEqualTo(NameSet.of(List.of("a"), numbers)).isNotEqualTo(NameSet.of(List.of("a")));
    }

    @Test
    public void aNameThatOnlyAnotherSetHasIsNotInIt() {
        NameSet.Numbers numbers = new NameSet.Numbers();
        NameSet first = NameSet.of(List.of("a"), numbers);
        NameSet second = NameSet.of(List.of("b"), numbers);
        assertThat(first).doesNotContain("b").doesNotContain("c");
        assertThat(NameSet.of(second, numbers)).isSameAs(second);
        assertThat(NameSet.of(second, new NameSet.Numbers())).isNotSameAs(second).isEqualTo(second);
        assertThat(NameSet.of(List.of())).isEmpty();
    }
}
