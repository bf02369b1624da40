/** What a user can read or type without reading the code: the commands' options as a page, as a manual page, and for the shell's completion. */
package io.jenkins.plugins.prepullgate.standalone.manual;
