package io.jenkins.plugins.prepullgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/**
 * Prints how far the estimates of every recording in the corpus were from what happened. Not part of the tests: run it with
 * {@code -Dtest=EtaBenchmark}.
 */
public class EtaBenchmark {
    @Test
    public void overTheCorpus() throws IOException {
        List<EtaErrors.Estimate> all = new ArrayList<>();
        int silent = 0;
        for (String name : Recordings.names()) {
            EtaErrors errors = EtaErrors.of(Recordings.read(name));
            all.addAll(errors.estimated());
            silent += errors.estimated().isEmpty() ? 1 : 0;
            if (!errors.estimated().isEmpty()) {
                System.out.println(name + ": " + errors);
            }
        }
        EtaErrors together = new EtaErrors(all, 0);
        System.out.println("all: " + together.toString().substring(5) + "; without an estimate: " + silent + " recordings");
        assertThat(all).isNotEmpty();
    }
}
