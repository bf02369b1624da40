package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.util.Objects;

/** What an assessment comes to. Not seeing is never passing. */
public sealed interface Verdict {
    /** One sentence for people. */
    String why();

    /** Whether nothing that happens later can change it. */
    boolean terminal();

    /** There is no puller, and it is not time to give up on it. */
    record Absent(String why) implements Verdict {
        @Override
        public boolean terminal() {
            return false;
        }
    }

    /** Under way. */
    record Progressing(String why) implements Verdict {
        @Override
        public boolean terminal() {
            return false;
        }
    }

    /** Every expected node has every image, or the caller tolerates those that have not. */
    record Complete(String why) implements Verdict {
        @Override
        public boolean terminal() {
            return true;
        }
    }

    /** It cannot succeed. */
    record Doomed(FindingCode code, String why) implements Verdict {
        public Doomed {
            Objects.requireNonNull(code, "code");
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The cluster cannot be seen well enough to say.
     *
     * @param code what hides it
     * @param terminal whether it has been hidden for too long, or for ever
     */
    record Undetermined(FindingCode code, String why, boolean terminal) implements Verdict {
        public Undetermined {
            Objects.requireNonNull(code, "code");
        }
    }
}
