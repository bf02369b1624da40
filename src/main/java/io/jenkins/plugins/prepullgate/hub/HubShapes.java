package io.jenkins.plugins.prepullgate.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** The hub's JSON, in the shapes of all versions from 1.x to 5.x. */
final class HubShapes {
    /** Fields that a hub always sends, null or not, unless the token lacks the scope for them. */
    private static final List<String> WHOLE = List.of("admin", "groups", "created", "last_activity", "servers");

    private HubShapes() {}

    static HubUser user(JsonNode node) {
        String name = text(node.path("name"));
        List<HubServer> servers = new ArrayList<>();
        if (node.path("servers").isObject()) {
            node.path("servers").fields().forEachRemaining(entry -> server(name, entry.getKey(), entry.getValue(), servers));
        } else {
            // Hubs before 1.0 know one server per user; and today's show only this much to tokens without a right to servers.
            String url = node.path("server").asText("");
            String pending = text(node.path("pending"));
            if (!url.isEmpty() && !node.path("server").isNull() || !pending.isEmpty()) {
                servers.add(new HubServer(name, "", pending.isEmpty(), pending, node.path("server").isNull() ? "" : url));
            }
        }
        List<String> groups = new ArrayList<>();
        node.path("groups").forEach(group -> groups.add(group.asText()));
        return new HubUser(
                name,
                node.path("admin").asBoolean(false),
                instant(text(node.path("created"))),
                instant(text(node.path("last_activity"))),
                groups,
                servers,
                WHOLE.stream().allMatch(node::has));
    }

    private static void server(String user, String name, JsonNode node, List<HubServer> into) {
        String pending = text(node.path("pending"));
        boolean ready = node.path("ready").asBoolean(false);
        // With include_stopped_servers, and in some versions without, those that do not run are listed too.
        if (ready || !pending.isEmpty()) {
            into.add(new HubServer(user, name, ready, pending, text(node.path("url"))));
        }
    }

    static HubRoute route(String key, JsonNode node) {
        JsonNode data = node.path("data");
        // Proxies before 0.8 wrote the user beside the target, and not into "data".
        String user = text(data.path("user")).isEmpty() ? text(node.path("user")) : text(data.path("user"));
        String spec = text(node.path("routespec")).isEmpty() ? key : text(node.path("routespec"));
        return new HubRoute(spec, text(node.path("target")), user, text(data.path("server_name")));
    }

    /** Null for what is no time. Hubs write UTC with a Z; those before 0.9 left it out. */
    static Instant instant(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return withoutZone(text);
        }
    }

    private static Instant withoutZone(String text) {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }
}
