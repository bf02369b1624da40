/** Tests on a real control plane: the rule that starts one, and what plays the parts that it lacks. See {@code docs/TESTBED.md}. */
package io.jenkins.plugins.prepullgate.testbed;
