package io.jenkins.plugins.prepullgate.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

/** Tolerations as people write them. */
public class TolerationTest {
    @Test
    public void theyAreWrittenAsTaintsAre() {
        assertThat(Toleration.parse("hub.jupyter.org/dedicated=user:NoSchedule"))
                .isEqualTo(new Toleration("hub.jupyter.org/dedicated", "Equal", "user", "NoSchedule"));
        assertThat(Toleration.parse("nvidia.com/gpu:NoSchedule")).isEqualTo(new Toleration("nvidia.com/gpu", "Exists", "", "NoSchedule"));
        assertThat(Toleration.parse("a=:NoExecute")).isEqualTo(new Toleration("a", "Equal", "", "NoExecute"));
        assertThat(Toleration.parse("spot")).isEqualTo(new Toleration("spot", "Exists", "", ""));
        assertThat(Toleration.parse("*").toleratesEverything()).isTrue();
        assertThat(Toleration.parse("*:NoSchedule")).isEqualTo(new Toleration("", "Exists", "", "NoSchedule"));
    }

    @Test
    public void whatIsNoneIsNamed() {
        for (String text : new String[] {null, "", "a:Never", "=b", "*=b", "a b", "a=b=c", ":NoSchedule"}) {
            assertThatThrownBy(() -> Toleration.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("'" + text + "' is no toleration");
        }
    }
}
