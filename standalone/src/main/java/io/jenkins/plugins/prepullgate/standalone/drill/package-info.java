/**
 * Named failures played on an API server in this process, for the real gate to judge. The server stores and watches; the DaemonSet controller and the
 * kubelets are played, as a scenario says.
 */
package io.jenkins.plugins.prepullgate.standalone.drill;
