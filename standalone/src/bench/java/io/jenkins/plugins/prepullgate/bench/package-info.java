/** Benchmarks: programs, no tests. {@code testbed/bench} runs them side by side with other tools on the real control plane; profile {@code bench} has the pure core's. */
package io.jenkins.plugins.prepullgate.bench;
