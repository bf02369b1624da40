/**
 * What can be said to be wrong: codes, their classes, who must act, evidence and remedy.
 *
 * <p>Pure: the JDK alone, no clock. Everything above speaks in these terms; nothing here knows a cluster.
 */
package io.jenkins.plugins.prepullgate.findings;
