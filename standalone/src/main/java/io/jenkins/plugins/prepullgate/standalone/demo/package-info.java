/** The incident of 2018-01-26 as a play on an API server in memory. The gate in it is the real one; the cluster's controllers are played. */
package io.jenkins.plugins.prepullgate.standalone.demo;
