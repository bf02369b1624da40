/**
 * The Pipeline steps: parameters, forms, persistence, what a build shows. Nothing is judged here; the engine judges.
 *
 * <p>The only package that knows Jenkins. Steps check their arguments in the build's CPS thread and do everything else elsewhere.
 */
package io.jenkins.plugins.prepullgate.steps;
