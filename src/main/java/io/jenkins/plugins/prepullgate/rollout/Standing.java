package io.jenkins.plugins.prepullgate.rollout;

import java.util.List;
import java.util.Optional;

/**
 * How one node stands, as far as neither the time nor other nodes matter.
 *
 * @param frame what it was judged by, of the look
 * @param past what it was judged by, of the wait's memory
 * @param row its row, still without what is known of a pull under way
 * @param symptoms its own
 * @param failure its failed pull; empty when none has failed
 */
record Standing(Frame frame, Past past, NodeProgress row, List<Sign> symptoms, Optional<PullFailure> failure) {}
