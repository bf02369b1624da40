/** The reference for users, made from the commands themselves: tables of options for the documents, and the manual page. */
package io.jenkins.plugins.prepullgate.standalone.manual;
