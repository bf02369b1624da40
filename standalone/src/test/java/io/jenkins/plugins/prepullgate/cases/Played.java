package io.jenkins.plugins.prepullgate.cases;

import io.jenkins.plugins.prepullgate.testbed.Helm;
import io.jenkins.plugins.prepullgate.whole.WholeGate.Running;

/**
 * What a case came to.
 *
 * @param helm its end
 * @param gate the wait whose verdict counts, ended
 * @param quote a line of its log that the table is to show beside the last one; empty for none. When no line has it, the verdict is wrong
 */
record Played(Helm.Ended helm, Running gate, String quote) {
    Played(Helm.Ended helm, Running gate) {
        this(helm, gate, "");
    }
}
