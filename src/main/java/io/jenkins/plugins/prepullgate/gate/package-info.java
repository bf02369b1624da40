/**
 * The waiting itself: budgets, cancellation, listeners. Turns a source of views into one result.
 *
 * <p>Deals with time and threads, but not with Kubernetes clients or Jenkins.
 */
package io.jenkins.plugins.prepullgate.gate;
