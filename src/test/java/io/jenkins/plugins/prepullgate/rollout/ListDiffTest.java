package io.jenkins.plugins.prepullgate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Test;

public class ListDiffTest {
    private static List<Object> things(int count) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> (Object) ("thing " + i)).toList());
    }

    @Test
    public void ofAThousandThingsOnlyTheReplacedOneDiffers() {
        List<Object> before = things(1_000);
        List<Object> after = new ArrayList<>(before);
        after.set(500, "another");
        ListDiff<Object> diff = ListDiff.of(before, after);
        assertThat(diff.gone()).containsExactly(before.get(500));
        assertThat(diff.come()).containsExactly("another");
    }

    @Test
    public void equalThingsThatAreNotTheSameDiffer() {
        List<Object> before = List.of(new String("pod"));
        List<Object> after = List.of(new String("pod"));
        assertThat(ListDiff.of(before, after).come()).hasSize(1);
        assertThat(ListDiff.of(before, before).come()).isEmpty();
    }

    @Test
    public void oneThatMovesToTheEndIsAllThatDiffers() {
        List<Object> before = things(1_000);
        List<Object> after = new ArrayList<>(before);
        after.add(after.remove(3));
        ListDiff<Object> diff = ListDiff.of(before, after);
        assertThat(diff.gone()).containsExactly(before.get(3));
        assertThat(diff.come()).containsExactly(before.get(3));
    }

    @Test
    public void whatIsTakenAwayAndPutInLeadsFromAnyListToAnyOther() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            List<Object> pool = things(60);
            List<Object> before = pool.stream().filter(thing -> random.nextBoolean()).toList();
            List<Object> after = new ArrayList<>(pool.stream().filter(thing -> random.nextInt(4) > 0).toList());
            for (int i = random.nextInt(4); i > 0; i--) {
                after.add(random.nextInt(after.size()), after.remove(random.nextInt(after.size())));
            }
            ListDiff<Object> diff = ListDiff.of(before, after);
            List<Object> reached = new ArrayList<>(before);
            diff.gone().forEach(reached::remove);
            reached.addAll(diff.come());
            assertThat(reached).as("seed " + seed).containsExactlyInAnyOrderElementsOf(after);
        }
    }
}
