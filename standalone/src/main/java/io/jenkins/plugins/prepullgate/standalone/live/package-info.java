/** A wait as a picture on a terminal that is redrawn in place: what is drawn is worked out apart from where it is drawn. */
package io.jenkins.plugins.prepullgate.standalone.live;
