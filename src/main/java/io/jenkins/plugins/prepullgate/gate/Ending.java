package io.jenkins.plugins.prepullgate.gate;

/** How a wait ended. */
public enum Ending {
    /** The assessment reached a terminal verdict. */
    DECIDED,
    /** Nothing moved for as long as the policy allows. */
    STALLED,
    /** The budget ran out first. */
    BUDGET_EXCEEDED,
    /** Somebody called it off. */
    CANCELLED
}
