package io.jenkins.plugins.prepullgate.rollout;

/**
 * What is kept from one look of a wait to its next, so that a look costs what has changed and not what there is. It saves time and decides nothing:
 * with it or without, a view is judged the same. One for each wait, used by one thread at a time.
 */
public final class Known {
    private final SharedSight sight;
    private final Standings standings = new Standings();

    /** For a wait that looks alone. */
    public Known() {
        this(new SharedSight());
    }

    /** @param sight of the puller that is waited for; shared by those who wait for it */
    public Known(SharedSight sight) {
        this.sight = sight;
    }

    SharedSight sight() {
        return sight;
    }

    Standings standings() {
        return standings;
    }
}
