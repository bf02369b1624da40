package io.jenkins.plugins.prepullgate.faults;

import io.jenkins.plugins.prepullgate.cluster.ClusterTarget;
import io.jenkins.plugins.prepullgate.cluster.Credentials;
import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.Wait;
import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A cluster that is watched all the time, since one wait on it never ends: its first node pulls on and on. Others come and go, and so do nodes and
 * pods and troubles. Used by one thread.
 */
final class LastingCluster implements AutoCloseable {
    private static final String STAYS = "user-0";
    private static final int NODES = 8;
    /** Nodes, DaemonSets, pods, events and Jobs. */
    private static final int WATCHES = 5;

    private final Stage stage;
    private final Random random;
    private final ApiWorld world = new ApiWorld();
    private final PlayedRollout rollout;
    private final ApiServer server = new ApiServer(world);
    private final FaultyProxy proxy = FaultyProxy.before(server.port());
    private final ClusterTarget target = ClusterTarget.of(proxy.url(), new Credentials.None());
    private final Wait lasting;
    private final List<String> complaints = new ArrayList<>();
    /** Null when nobody waits beside the lasting one. */
    private Wait guest;

    private int named;
    private int guests;

    LastingCluster(Stage stage, Random random) {
        this.stage = stage;
        this.random = random;
        this.rollout = new PlayedRollout(world, stage.clock());
        rollout.node(STAYS);
        rollout.puller();
        rollout.pulled(STAYS, 1);
        lasting = begin();
    }

    private Wait begin() {
        WaitSpec spec = new WaitSpec(stage.policy(), stage.clock().instant(), Duration.ofDays(30), Duration.ofSeconds(30));
        return stage.start(target, spec, WaitListener.NONE);
    }

    /** Something happens. */
    void move() {
        List<String> nodes = rollout.nodes();
        String node = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(12)) {
            case 0 -> {
                if (nodes.size() < NODES) {
                    rollout.node("user-late-" + ++named);
                    rollout.count();
                }
            }
            case 1 -> {
                if (!node.equals(STAYS)) {
                    rollout.removeNode(node);
                }
            }
            case 2 -> rollout.restart(node);
            case 3 -> {
                rollout.pulled(node, 0);
                rollout.fails(node, "ErrImagePull", "rpc error: code = Unknown desc = 429 Too Many Requests");
            }
            case 4 -> rollout.pulled(node, 1);
            case 5 -> {
                if (!node.equals(STAYS)) {
                    rollout.ready(node);
                }
            }
            case 6 -> proxy.cut();
            case 7 -> proxy.endWatches();
            case 8 -> proxy.outdateWatches();
            case 9 -> proxy.faults.answer(500, -1);
            case 10 -> rollout.puller();
            default -> guest();
        }
        if (random.nextBoolean()) {
            proxy.faults.pass();
        }
    }

    private void guest() {
        if (guest == null) {
            guest = begin();
            guests++;
        } else {
            leave(guest);
            guest = null;
        }
    }

    private void leave(Wait wait) {
        wait.cancel("no longer wanted");
        try {
            WaitResult result = wait.result().get(1, TimeUnit.MINUTES);
            if (result.ending() != Ending.CANCELLED) {
                complaints.add("a wait of the lasting cluster ended as " + result.ending() + ": " + result.summary());
            }
        } catch (ExecutionException | TimeoutException e) {
            complaints.add("a wait of the lasting cluster does not end: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One node, no guest, no trouble, nothing kept of what has been: what is held now is the same at every pause. */
    void pause() {
        proxy.faults.pass();
        if (guest != null) {
            guest();
        }
        rollout.nodes().stream().filter(node -> !node.equals(STAYS)).forEach(rollout::removeNode);
        rollout.expireEvents();
        world.compact();
    }

    /** Whether the lasting wait sees all again, of one node. */
    boolean seen() {
        Assessment latest = lasting.latest();
        return latest != null && latest.tally().expected() == 1 && latest.verdict() instanceof Verdict.Progressing && proxy.watches() >= WATCHES;
    }

    int guests() {
        return guests;
    }

    /** What the names of its connections' threads contain. */
    String address() {
        return proxy.url();
    }

    /** What was wrong so far. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        leave(lasting);
        proxy.close();
        server.close();
    }
}
