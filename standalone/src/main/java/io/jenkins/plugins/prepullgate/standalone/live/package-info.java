/** A wait as a picture on a terminal, redrawn in place. What is drawn is worked out by pure functions, apart from drawing it. */
package io.jenkins.plugins.prepullgate.standalone.live;
