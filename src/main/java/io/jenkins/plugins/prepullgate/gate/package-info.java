/**
 * The waiting itself: budgets, cancellation, listeners. Turns a source of views into one result.
 *
 * <p>Knows time and threads, and neither Kubernetes clients nor Jenkins.
 */
package io.jenkins.plugins.prepullgate.gate;
