/** Real nodes: kubelets with containerd, and the registry that misbehaves for them. */
package io.jenkins.plugins.prepullgate.testbed.real;
