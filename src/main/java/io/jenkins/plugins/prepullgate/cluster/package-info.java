/**
 * The cluster as it is: connections, mapping of API objects to facts, and the watches that keep a view current.
 *
 * <p>The only package that knows the Kubernetes client. It maps and watches; it judges nothing. Compiles against the client's API of 7.3.1,
 * which is what Jenkins ships.
 */
package io.jenkins.plugins.prepullgate.cluster;
