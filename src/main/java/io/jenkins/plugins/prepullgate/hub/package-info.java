/**
 * JupyterHub, over its REST API and its public proxy: start-up, routes, scale; seeding, pruning and restoring its users.
 *
 * <p>Asks with {@code java.net.http} alone, a bounded number of requests at a time and no thread per request. Understands hubs from 1.x (whole lists)
 * to 5.x (pages, scopes). Calls block: a caller that is interrupted gets an {@link InterruptedException}, and nothing is left under way.
 */
package io.jenkins.plugins.prepullgate.hub;
