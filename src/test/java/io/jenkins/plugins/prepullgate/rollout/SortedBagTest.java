package io.jenkins.plugins.prepullgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class SortedBagTest {
    private static SortedBag<Integer> of(int... values) {
        SortedBag<Integer> bag = new SortedBag<>();
        for (int value : values) {
            bag.add(value);
        }
        return bag;
    }

    @Test
    public void theMiddleIsThatOfTheOrderAndNotOfTheComing() {
        assertThat(of(9, 1, 5).middle()).isEqualTo(5);
        assertThat(of(9, 1, 5).greatest()).isEqualTo(9);
    }

    @Test
    public void ofTwoInTheMiddleItIsTheGreater() {
        assertThat(of(4, 1, 3, 2).middle()).isEqualTo(3);
        assertThat(of(2, 1).middle()).isEqualTo(2);
    }

    @Test
    public void equalOnesGoOneByOne() {
        SortedBag<Integer> bag = of(7, 7, 1);
        bag.remove(7);
        assertThat(bag.size()).isEqualTo(2);
        assertThat(bag.greatest()).isEqualTo(7);
        bag.remove(7);
        assertThat(bag.greatest()).isEqualTo(1);
    }

    @Test
    public void whatIsNotThereIsNotTakenAway() {
        SortedBag<Integer> bag = of(1, 3);
        bag.remove(2);
        assertThat(bag.size()).isEqualTo(2);
        bag.remove(1);
        bag.remove(3);
        bag.remove(3);
        assertThat(bag.isEmpty()).isTrue();
    }

    @Test
    public void whateverComesAndGoesItIsASortedList() {
        Random random = new Random(1);
        SortedBag<Integer> bag = new SortedBag<>();
        List<Integer> plain = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            Integer value = random.nextInt(20);
            if (random.nextBoolean()) {
                bag.add(value);
                plain.add(value);
            } else {
                bag.remove(value);
                plain.remove(value);
            }
            Collections.sort(plain);
            assertThat(bag.size()).isEqualTo(plain.size());
            if (!plain.isEmpty()) {
                assertThat(bag.middle()).isEqualTo(plain.get(plain.size() / 2));
                assertThat(bag.greatest()).isEqualTo(plain.get(plain.size() - 1));
            }
        }
    }
}
