package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which objects of a resource the API server is asked for.
 *
 * @param labels a label selector; null for all
 * @param fields a field selector; null for all
 */
record Selection(String labels, String fields) {
    static final Selection ALL = new Selection(null, null);

    /** Objects that carry all these labels; all objects when there are none. */
    static Selection labelled(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return ALL;
        }
        String selector = new TreeMap<>(labels)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(","));
        return new Selection(selector, null);
    }

    static Selection withFields(String fields) {
        return new Selection(null, fields);
    }

    ListOptionsBuilder options() {
        return new ListOptionsBuilder().withLabelSelector(labels).withFieldSelector(fields);
    }

    /**
     * The query of a request for a page of the list.
     *
     * @param next what the page before it said to go on from; empty for the first
     */
    String listQuery(int limit, String next) {
        Map<String, String> parameters = new TreeMap<>(Map.of("limit", Integer.toString(limit)));
        if (!next.isEmpty()) {
            parameters.put("continue", next);
        }
        return query(parameters);
    }

    /** The query of a request to watch. */
    String watchQuery(String fromVersion) {
        Map<String, String> parameters = new TreeMap<>(Map.of("watch", "true", "allowWatchBookmarks", "true"));
        if (!fromVersion.isEmpty()) {
            parameters.put("resourceVersion", fromVersion);
        }
        return query(parameters);
    }

    private String query(Map<String, String> parameters) {
        if (labels != null) {
            parameters.put("labelSelector", labels);
        }
        if (fields != null) {
            parameters.put("fieldSelector", fields);
        }
        return parameters.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
