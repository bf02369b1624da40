/**
 * Nodes as the scheduler and the DaemonSet controller see them: taints, tolerations, cordons, selectors, eligibility, the control plane.
 *
 * <p>Pure: the JDK alone, no clock. Rules that come from Kubernetes name their source; versions read: 1.18 to 1.35.
 */
package io.jenkins.plugins.prepullgate.nodes;
