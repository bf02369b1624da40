package io.jenkins.plugins.prepullgate.bench;

import java.io.IOException;

/**
 * One watch of {@link CrowdApi}.
 *
 * @param connection that it has for itself
 * @param resource such as {@code pods}
 * @param namespace empty for a resource of the cluster
 * @param release the number of the rollout that it is confined to; -1 for none
 */
record CrowdWatch(CrowdConnection connection, String resource, String namespace, int release) {
    void send(String type, String object) throws IOException {
        connection.send("{\"type\":\"" + type + "\",\"object\":" + object + "}");
    }

    boolean of(CrowdConnection another) {
        return connection == another;
    }
}
