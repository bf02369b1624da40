/** What was measured of real clusters, played again: what helm, z2jh's awaiter and the gate say of each case, and who is right. */
package io.jenkins.plugins.prepullgate.cases;
