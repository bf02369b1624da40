package io.jenkins.plugins.prepullgate.cases;

import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import io.jenkins.plugins.prepullgate.whole.Deploys;
import io.jenkins.plugins.prepullgate.whole.WholeGate;

/**
 * One case.
 *
 * @param name for {@code --only}, and in the results
 * @param words what happens, for the table
 * @param truth what is so in the end
 * @param alone whether it disturbs the cluster for others
 * @param play brings it about
 */
record Case(String name, String words, Truth truth, boolean alone, Play play) {
    /** Brings a case about, and says what came of it; closes nothing of what it is given. */
    @FunctionalInterface
    interface Play {
        Played on(Stage stage) throws Exception;
    }

    Case(String name, String words, Truth truth, Play play) {
        this(name, words, truth, false, play);
    }

    /** The same, with the cluster to itself. */
    Case byItself() {
        return new Case(name, words, truth, true, play);
    }

    /** Plays it in a namespace of its own, and clears that away; what goes wrong in it is an outcome that is not right. */
    Outcome played(RealCluster cluster, WholeGate gate, int run) {
        Deploys deploys = new Deploys(cluster, gate);
        try (deploys) {
            deploys.begin().withReleasesSeen();
            Played end = play.on(new Stage(cluster, gate, deploys));
            return Outcome.of(this, run, end, deploys.awaiter().said());
        } catch (Exception | AssertionError e) {
            return Outcome.broken(this, run, e);
        } finally {
            deploys.clear();
        }
    }
}
