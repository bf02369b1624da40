package io.jenkins.plugins.prepullgate.bench.cases;

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
}
