/**
 * What people and programs read of a wait or an audit: progress lines, the diagnosis, pages with a timeline, JSON, JUnit results.
 *
 * <p>Formatting alone: no clock, no threads, no cluster. Texts of the cluster arrive redacted; every line leaves without control characters.
 */
package io.jenkins.plugins.prepullgate.report;
