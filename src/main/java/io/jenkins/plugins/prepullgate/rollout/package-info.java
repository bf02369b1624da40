/**
 * What a rollout is, and how it is judged: {@link io.jenkins.plugins.prepullgate.rollout.Assessor#assess} is a function of a view, a policy, what
 * must be remembered, and a time.
 *
 * <p>Pure: the JDK alone, no clock. The same view at the same time gives the same assessment, live or replayed.
 */
package io.jenkins.plugins.prepullgate.rollout;
