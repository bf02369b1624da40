/** What may go wrong between the gate and its cluster, made to go wrong: a proxy that misbehaves, an API server in memory, and schedules of both. */
package io.jenkins.plugins.prepullgate.faults;
