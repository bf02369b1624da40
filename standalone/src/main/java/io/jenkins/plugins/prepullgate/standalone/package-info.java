/** The command {@code prepull-gate}: the engine without Jenkins, for a terminal and for any other CI. */
package io.jenkins.plugins.prepullgate.standalone;
