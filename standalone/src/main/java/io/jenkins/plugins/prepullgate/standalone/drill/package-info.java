/**
 * Plays named failures on an API server in this process, for the real gate to judge. The server stores objects and serves watches; what the DaemonSet
 * controller and the kubelets would do is played, as a scenario says.
 */
package io.jenkins.plugins.prepullgate.standalone.drill;
