package io.jenkins.plugins.prepullgate.hub;

import static io.jenkins.plugins.prepullgate.hub.ScriptedHub.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.Test;

/** Answers recorded from a JupyterHub 1.5.1 and a 5.5.4, and shapes of other versions after their sources. */
public class HubShapesTest {
    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    public void aHub1xTellsItsUsersAndServers() throws JsonProcessingException {
        JsonNode users = json(recorded("users-1.5.1.json"));
        HubUser jane = HubShapes.user(users.get(0));
        assertThat(jane.servers()).containsExactly(new HubServer("jane", "", true, "", "/user/jane/"));
        assertThat(jane.lastActivity()).isEqualTo(Instant.parse("2026-11-25T02:40:08.802616Z"));
        assertThat(HubShapes.user(users.get(1)).servers()).isEmpty();
        assertThat(HubShapes.user(users.get(2)).servers()).isEmpty();
        JsonNode routes = json(recorded("proxy-1.5.1.json"));
        assertThat(HubShapes.route("/user/jane/", routes.get("/user/jane/")))
                .isEqualTo(new HubRoute("/user/jane/", "http://127.0.0.1:33167", "jane", ""));
        assertThat(HubShapes.route("/", routes.get("/")).user()).isEmpty();
    }

    @Test
    public void aHub5xTellsWhichServersItHasNotLookedAtYet() throws JsonProcessingException {
        JsonNode items = json(recorded("users-5.5.4.json")).get("items");
        assertThat(HubShapes.user(items.get(0)).running()).isTrue();
        HubUser second = HubShapes.user(items.get(1));
        assertThat(second.running()).isFalse();
        assertThat(second.servers().get(0).unchecked()).isTrue();
    }

    @Test
    public void withoutRightsToServersTheUsersOwnFieldsAreRead() throws JsonProcessingException {
        HubUser running = HubShapes.user(json("{\"name\": \"jane\", \"server\": \"/user/jane/\", \"pending\": null}"));
        assertThat(running.servers()).containsExactly(new HubServer("jane", "", true, "", "/user/jane/"));
        HubUser starting = HubShapes.user(json("{\"name\": \"jane\", \"server\": null, \"pending\": \"spawn\"}"));
        assertThat(starting.servers()).containsExactly(new HubServer("jane", "", false, "spawn", ""));
    }

    @Test
    public void stoppedServersAreLeftOut() throws JsonProcessingException {
        String stopped = "{\"ready\": false, \"stopped\": true, \"pending\": null, \"url\": \"/user/jane/gpu/\"}";
        HubUser user = HubShapes.user(json("{\"name\": \"jane\", \"servers\": {\"gpu\": " + stopped + "}}"));
        assertThat(user.servers()).isEmpty();
    }

    @Test
    public void aTimeWithoutAZoneIsUtcAndNonsenseIsNoTime() {
        assertThat(HubShapes.instant("2018-01-26T20:15:00.123")).isEqualTo(Instant.parse("2018-01-26T20:15:00.123Z"));
        assertThat(HubShapes.instant("2018-01-26T20:15:00+01:00")).isEqualTo(Instant.parse("2018-01-26T19:15:00Z"));
        assertThat(HubShapes.instant("never")).isNull();
        assertThat(HubShapes.instant("")).isNull();
    }
}
