package io.jenkins.plugins.prepullgate.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Users as a file from which they can be created again. It lacks what a hub's API does not give away: tokens, the state of their login, shares, and
 * the settings of named servers that are stopped.
 *
 * @param hub what it is called
 * @param at when it was made
 * @param users whose name, groups, times and admin flag are kept
 */
public record UserBackup(String hub, Instant at, List<HubUser> users) {
    private static final String KIND = "prepull-gate-hub-users";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    public UserBackup {
        users = List.copyOf(users);
    }

    String json() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("kind", KIND);
        file.put("version", VERSION);
        file.put("hub", hub);
        file.put("at", at.toString());
        file.put("users", users.stream().map(UserBackup::row).toList());
        return JSON.valueToTree(file).toPrettyString() + "\n";
    }

    private static Map<String, Object> row(HubUser user) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", user.name());
        row.put("admin", user.admin());
        row.put("groups", user.groups());
        row.put("created", user.created() == null ? null : user.created().toString());
        row.put("last_activity", user.lastActivity() == null ? null : user.lastActivity().toString());
        return row;
    }

    /** @throws IllegalArgumentException for what is no such file, or is cut off */
    public static UserBackup parse(String text) {
        JsonNode file;
        try {
            file = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no JSON, or is cut off", e);
        }
        if (file == null || !KIND.equals(file.path("kind").asText()) || !file.path("users").isArray()) {
            throw new IllegalArgumentException("is no backup of hub users");
        }
        if (file.path("version").asInt() != VERSION) {
            String version = file.path("version").asText();
            throw new IllegalArgumentException("is a backup of version " + version + ", and only " + VERSION + " is understood");
        }
        List<HubUser> users = new ArrayList<>();
        for (JsonNode row : file.path("users")) {
            if (row.path("name").asText("").isEmpty()) {
                throw new IllegalArgumentException("holds a user without a name");
            }
            users.add(HubShapes.user(row));
        }
        Instant at = HubShapes.instant(file.path("at").asText(""));
        if (at == null) {
            throw new IllegalArgumentException("does not say when it was made");
        }
        return new UserBackup(file.path("hub").asText(""), at, users);
    }
}
