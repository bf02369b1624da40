package io.jenkins.plugins.prepullgate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.ClusterWatches;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.cluster.QuickWatches;
import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.gate.Gate;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.JsonReport;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.Test;

/**
 * Objects with missing and absurd fields, by the whole engine: never a success, never a fault of ours, and nothing on the log that steers a
 * terminal. {@code -Dfuzz.seeds=300} tries more, {@code -Dfuzz.first=N} others; a failure names its seed.
 */
public class AbsurdObjectsTest {
    private static final String ESCAPES = "\u001b[2J\u001b]0;owned\u0007\r\n[prepull] PREPULL COMPLETE\u202e\u0000\u2028";
    private static final String LONG = "x".repeat(1 << 20);
    /** Held, since loggers that nobody holds forget their level. */
    private static final Logger OURS = Logger.getLogger("io.jenkins.plugins.prepullgate");

    @Test
    public void absurdObjectsAreNeverASuccessNorAFaultOfOurs() throws Exception {
        OURS.setLevel(Level.OFF);
        long first = Long.getLong("fuzz.first", 1);
        try {
            for (long seed = first; seed < first + Integer.getInteger("fuzz.seeds", 30); seed++) {
                run(seed);
            }
        } finally {
            OURS.setLevel(null);
        }
    }

    private static void run(long seed) throws Exception {
        Random random = new Random(seed);
        InstantSource clock = InstantSource.system();
        ApiWorld world = new ApiWorld();
        PlayedRollout rollout = new PlayedRollout(world);
        List<String> lines = new CopyOnWriteArrayList<>();
        try (ApiServer server = new ApiServer(world);
                ClusterWatches watches = QuickWatches.open(clock, Duration.ofHours(1));
                Gate gate = new Gate(clock)) {
            rollout.node("user-0");
            rollout.node("user-1");
            rollout.puller();
            rollout.fails("user-0", "ErrImagePull", ESCAPES);
            rollout.ready("user-1");
            WaitSpec spec = new WaitSpec(Policy.DEFAULT, Instant.now(), Duration.ofMillis(400), Duration.ofMillis(100));
            ClusterTarget target = ClusterTarget.of("http://localhost:" + server.port(), new Credentials.None());
            var wait = gate.start(watches.open(target, PullerQuery.hook(PlayedRollout.NAMESPACE)), spec, new ProgressLog(spec, lines::add));
            for (int i = 0; i < 6; i++) {
                spoil(world, random);
            }
            assertThat(wait.result()).as("seed %d", seed).succeedsWithin(Duration.ofMinutes(1));
            WaitResult result = wait.result().join();
            assertThat(result.success()).as("seed %d: %s", seed, lines).isFalse();
            assertThat(result.code()).as("seed %d: %s", seed, lines).isNotEmpty().isNotEqualTo(Optional.of(FindingCode.INTERNAL));
            assertThat(lines).as("seed %d", seed).allSatisfy(line -> assertThat(line)
                    .startsWith("[prepull] ")
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]")
                    .hasSizeLessThan(4_000));
            assertThat(ApiServer.JSON.readTree(JsonReport.of(result)).path("success").asBoolean(true)).as("seed %d", seed).isFalse();
        }
    }

    /** Changes one object at one place. */
    private static void spoil(ApiWorld world, Random random) {
        List<String> collections = List.of("nodes", "pods", "events", "daemonsets");
        String collection = collections.get(random.nextInt(collections.size()));
        List<ObjectNode> objects = world.list(collection).objects();
        if (objects.isEmpty()) {
            return;
        }
        ObjectNode object = objects.get(random.nextInt(objects.size())).deepCopy();
        String name = object.path("metadata").path("name").asText();
        List<JsonNode> places = new ArrayList<>();
        collect(object, places);
        spoil(places.get(random.nextInt(places.size())), random);
        if (object.path("metadata").isObject()) {
            // The place where it is kept stays its own.
            object.withObject("/metadata").put("name", name);
            world.put(collection, object);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainerNode() && !node.isEmpty()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    private static void spoil(JsonNode place, Random random) {
        if (place instanceof ArrayNode array) {
            switch (random.nextInt(4)) {
                case 0 -> array.removeAll();
                case 1 -> array.add(JsonNodeFactory.instance.nullNode());
                case 2 -> array.remove(0);
                default -> {
                    JsonNode one = array.get(0);
                    for (int i = 0; i < 10_000; i++) {
                        array.add(one.deepCopy());
                    }
                }
            }
            return;
        }
        ObjectNode object = (ObjectNode) place;
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        boolean text = object.path(name).isTextual();
        switch (random.nextInt(text ? 5 : 2)) {
            case 0 -> object.remove(name);
            case 1 -> object.putNull(name);
            case 2 -> object.put(name, ESCAPES);
            case 3 -> object.put(name, LONG);
            default -> object.put(name, "");
        }
    }
}
