package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.prepullgate.rollout.SourceState;
import io.jenkins.plugins.prepullgate.rollout.SourceState.Sight;
import java.net.ConnectException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Delayed;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.After;
import org.junit.Test;

public class ReflectorTest {
    private static final ClusterTarget TARGET = ClusterTarget.of("https://api.test", new Credentials.None());
    /** Every watch counts as stable, so that its end alone is no alarm for a while. */
    private static final Tuning PATIENT = tuning(Duration.ofSeconds(30), Duration.ZERO);
    /** No watch counts as stable. */
    private static final Tuning WARY = tuning(Duration.ofSeconds(30), Duration.ofHours(1));

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Workshop.threads("test-timer"));
    private final ScriptedFeed feed = new ScriptedFeed();
    private final NameShelf<String> shelf = new NameShelf<>();
    private final AtomicInteger changes = new AtomicInteger();
    /** What could be seen at each change. */
    private final List<SourceState> told = new CopyOnWriteArrayList<>();
    private Workshop workshop;
    private Reflector<ConfigMap, String> reflector;

    @After
    public void close() {
        reflector.close();
        workshop.close();
        timer.shutdownNow();
    }

    @Test
    public void everythingIsReadOnceAndThenWatchedFromThere() {
        feed.holds(object("a", "1"), object("b", "1"));

        start(PATIENT);

        live();
        assertThat(shelf.items()).containsExactly("a=1", "b=1");
        assertThat(feed.calls()).containsExactly("list", "watch 100");
        feed.latest().says().put(object("a", "2"));
        feed.latest().says().removed(object("b", "1"));
        feed.latest().says().put(object("c", "1"));
        assertThat(shelf.items()).containsExactly("a=2", "c=1");
    }

    @Test
    public void nothingIsToldWhenNothingIsDifferent() {
        feed.holds(object("a", "1"));
        start(PATIENT);
        live();
        int before = changes.get();

        feed.latest().says().put(object("a", "1"));
        feed.latest().says().upTo("101");

        assertThat(changes).hasValue(before);
        assertThat(shelf.items()).containsExactly("a=1");
    }

    @Test
    public void aWatchThatTheServerEndsIsContinuedWithoutReadingAgainOrAlarm() {
        feed.holds(object("a", "1"));
        start(PATIENT);
        live();
        feed.latest().says().upTo("250");

        feed.latest().says().ended(null);

        soon().until(() -> feed.calls().size() == 3);
        assertThat(feed.calls()).containsExactly("list", "watch 100", "watch 250");
        assertThat(reflector.state().sight()).isEqualTo(Sight.LIVE);
    }

    @Test
    public void aWatchThatDoesNotComeBackIsStale() {
        start(tuning(Duration.ofMillis(50), Duration.ZERO));
        live();
        feed.holdWatches();

        feed.latest().says().ended(null);

        soon().until(() -> reflector.state().sight() == Sight.STALE);
        feed.releaseWatches();
        live();
    }

    /** Judged by what it was before the outage, something that came meanwhile would be missed for good. */
    @Test
    public void afterATimeWithoutSightEverythingIsReadBeforeAnythingIsBelieved() {
        feed.holds(object("a", "1"));
        start(tuning(Duration.ofMillis(50), Duration.ZERO));
        live();
        feed.latest().says().upTo("250");
        feed.failsNextWatch(new KubernetesClientException("down"));
        feed.holds(object("a", "1"), object("b", "1"));

        feed.latest().says().ended(null);

        soon().until(() -> feed.calls().size() == 5);
        live();
        assertThat(feed.calls()).containsExactly("list", "watch 100", "watch 250", "list", "watch 100");
        assertThat(shelf.items()).containsExactly("a=1", "b=1");
    }

    @Test
    public void aWatchThatStandsLongAfterItsListMakesEverythingBeReadOnceMore() {
        Tuning slow = new Tuning(
                Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofMillis(50),
                Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ZERO);

        start(slow);

        live();
        assertThat(feed.calls()).as("once, however slow").containsExactly("list", "watch 100", "list", "watch 100");
    }

    @Test
    public void aWatchThatEndsBeforeAnythingIsHeardIsBegunAnewFromAFreshList() {
        start(WARY);
        live();

        feed.latest().says().ended(null);

        assertThat(reflector.state().sight()).isEqualTo(Sight.STALE);
        live();
        assertThat(feed.calls()).containsExactly("list", "watch 100", "list", "watch 100");
    }

    @Test
    public void whatIsTooOldToBeContinuedIsReadAgain() {
        feed.holds(object("a", "1"), object("b", "1"));
        start(PATIENT);
        live();
        feed.holds(object("b", "2"));

        feed.latest().says().ended(code(410));

        soon().until(() -> feed.calls().size() == 4);
        assertThat(feed.calls()).containsExactly("list", "watch 100", "list", "watch 100");
        assertThat(shelf.items()).containsExactly("b=2");
    }

    @Test
    public void aChangeThatComesAfterANewerOneMakesEverythingBeReadAgain() {
        feed.holds(object("a", "1"));
        start(PATIENT);
        live();
        ScriptedFeed.Watched first = feed.latest();
        feed.holds(object("a", "102"));

        first.says().put(version(object("a", "102"), "102"));
        first.says().put(version(object("b", "101"), "101"));

        soon().until(() -> feed.calls().size() == 4);
        assertThat(feed.calls()).containsExactly("list", "watch 100", "list", "watch 100");
        assertThat(shelf.items()).containsExactly("a=102");
        assertThat(first.closed()).isTrue();
        live();
    }

    @Test
    public void aChangeThatAnotherOfTheSameObjectHasOvertakenIsLeftOut() {
        feed.holds(version(object("a", "90"), "90"), version(object("b", "1"), "1"));
        start(PATIENT);
        live();
        Feed.Listener<ConfigMap> says = feed.latest().says();

        says.put(version(object("b", "102"), "102"));
        says.put(version(object("b", "102"), "102"));
        says.put(version(object("b", "101"), "101"));
        says.put(version(object("a", "90"), "90"));
        says.removed(version(object("b", "101"), "101"));

        assertThat(feed.calls()).as("nothing is read again").containsExactly("list", "watch 100");
        assertThat(shelf.items()).containsExactlyInAnyOrder("a=90", "b=102");
    }

    @Test
    public void aWatchRefusedAsTooOldIsReadAgainToo() {
        start(PATIENT);
        live();
        feed.failsNextWatch(code(410));

        feed.latest().says().ended(null);

        soon().until(() -> feed.calls().size() == 5);
        assertThat(feed.calls()).containsExactly("list", "watch 100", "watch 100", "list", "watch 100");
        live();
    }

    @Test
    public void whoIsForbiddenFromTheStartIsToldSoAtOnceAndTriesAgainRarely() {
        feed.failsLists(code(403));
        start(PATIENT);

        soon().until(() -> reflector.state().forbidden());
        assertThat(reflector.state().detail()).contains("said 403");
        feed.failsLists(null);
        live();
    }

    @Test
    public void aRightThatIsLostLaterIsBelievedOnlyAfterAWhile() {
        start(tuning(Duration.ofMillis(300), Duration.ZERO));
        live();
        feed.failsNextWatch(code(410));
        feed.failsLists(code(403));

        feed.latest().says().ended(null);

        soon().until(() -> reflector.state().forbidden());
        assertThat(told).filteredOn(state -> state.detail().contains("403")).first().extracting(SourceState::sight).isEqualTo(Sight.STALE);
        feed.failsLists(null);
        live();
    }

    @Test
    public void aClusterThatCannotBeReachedStaysUnreadAndSaysWhy() {
        feed.failsLists(new KubernetesClientException("x", new ConnectException("Connection refused")));
        start(PATIENT);

        soon().until(() -> feed.calls().size() >= 3);
        assertThat(reflector.state().sight()).isEqualTo(Sight.SYNCING);
        assertThat(reflector.state().detail()).contains("Connection refused");
        feed.failsLists(null);
        live();
        assertThat(reflector.state().detail()).isEmpty();
    }

    @Test
    public void aServerThatAsksToBeLeftAloneIsAndIsNotAskedAfterClose() {
        feed.failsLists(busy(429, 30));
        start(PATIENT);

        soon().until(() -> !timer.getQueue().isEmpty());
        assertThat(delays()).singleElement().satisfies(seconds -> assertThat(seconds).isBetween(5L, 31L));
        assertThat(feed.calls()).containsExactly("list");
        assertThat(reflector.state().detail()).endsWith("429: busy; it asks to be left alone for 30 s");
        reflector.close();
        timer.getQueue().forEach(task -> ((Runnable) task).run());
        bothWorkersAreThrough();
        assertThat(feed.calls()).containsExactly("list");
    }

    @Test
    public void aServerThatAsksForAnHourIsAskedAgainAfterAMinute() {
        feed.failsLists(busy(503, 3600));
        start(PATIENT);

        soon().until(() -> !timer.getQueue().isEmpty());
        assertThat(delays()).singleElement().satisfies(seconds -> assertThat(seconds).isBetween(5L, 61L));
    }

    @Test
    public void aWatchThatEndsBecauseTheServerIsBusyIsNotBegunAnewAtOnce() {
        start(PATIENT);
        live();

        feed.latest().says().ended(busy(429, 30));

        // The next try, and the alarm if it does not come about.
        soon().until(() -> delays().stream().filter(seconds -> seconds > 5).count() == 2);
        assertThat(feed.calls()).containsExactly("list", "watch 100");
    }

    @Test
    public void anObjectThatCannotBeUnderstoodDoesNotTakeTheOthersWithIt() {
        feed.holds(object("a", "1"), object("broken", "1"), object("c", "1"));
        start(PATIENT);

        live();
        feed.latest().says().put(object("broken", "2"));
        feed.latest().says().put(object("c", "2"));
        assertThat(shelf.items()).containsExactly("a=1", "c=2");
    }

    @Test
    public void anObjectThatIsNoLongerOfInterestIsTakenOff() {
        feed.holds(object("a", "1"));
        start(PATIENT);
        live();

        feed.latest().says().put(object("a", "skip"));

        assertThat(shelf.items()).isEmpty();
    }

    @Test
    public void whatAnEndedWatchStillSaysIsNotHeard() {
        feed.holds(object("a", "1"));
        start(PATIENT);
        live();
        ScriptedFeed.Watched old = feed.latest();
        old.says().ended(null);
        soon().until(() -> feed.latest() != old);

        old.says().put(object("a", "old"));
        old.says().ended(null);

        assertThat(shelf.items()).containsExactly("a=1");
        assertThat(feed.calls()).hasSize(3);
    }

    @Test
    public void afterCloseTheWatchIsClosedAndNothingIsAskedAnyMore() {
        start(PATIENT);
        live();
        ScriptedFeed.Watched line = feed.latest();

        reflector.close();
        line.says().ended(null);

        soon().until(line::closed);
        assertThat(feed.calls()).hasSize(2);
    }

    @Test
    public void aWatchThatStandsOnlyAfterCloseIsClosed() {
        feed.holdWatches();
        start(PATIENT);
        soon().until(() -> feed.calls().size() == 2);

        reflector.close();
        feed.releaseWatches();

        soon().until(() -> feed.latest() != null && feed.latest().closed());
        assertThat(reflector.state().live()).isFalse();
    }

    private void start(Tuning tuning) {
        workshop = new Workshop(TARGET, tuning, InstantSource.system(), timer);
        reflector = new Reflector<>(feed, ReflectorTest::map, shelf, workshop, this::changed);
        reflector.start();
    }

    private void changed() {
        told.add(reflector.state());
        changes.incrementAndGet();
    }

    private void live() {
        soon().until(() -> reflector.state().live());
    }

    private static ConditionFactory soon() {
        return await().ignoreExceptions().atMost(Duration.ofMinutes(1)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private static Optional<String> map(ConfigMap map) {
        String name = map.getMetadata().getName();
        if (name.equals("broken")) {
            throw new IllegalStateException("broken");
        }
        String value = map.getData().get("value");
        return value.equals("skip") ? Optional.empty() : Optional.of(name + "=" + value);
    }

    private static ConfigMap object(String name, String value) {
        return new ConfigMapBuilder().withNewMetadata().withName(name).endMetadata().addToData("value", value).build();
    }

    private static ConfigMap version(ConfigMap object, String version) {
        object.getMetadata().setResourceVersion(version);
        return object;
    }

    private static KubernetesClientException code(int code) {
        return new KubernetesClientException("said " + code, code, null);
    }

    private static KubernetesClientException busy(int code, int retryAfterSeconds) {
        Status status = new StatusBuilder()
                .withCode(code)
                .withMessage("busy")
                .withNewDetails()
                .withRetryAfterSeconds(retryAfterSeconds)
                .endDetails()
                .build();
        return new KubernetesClientException(status);
    }

    /** Returns when what was to be done before is done. */
    private void bothWorkersAreThrough() {
        Phaser through = new Phaser(3);
        workshop.run(through::arriveAndAwaitAdvance);
        workshop.run(through::arriveAndAwaitAdvance);
        through.arriveAndAwaitAdvance();
    }

    /** In how many seconds each of the things is due that are left for later. */
    private List<Long> delays() {
        return timer.getQueue().stream().map(task -> ((Delayed) task).getDelay(TimeUnit.SECONDS)).toList();
    }

    private static Tuning tuning(Duration slow, Duration stable) {
        // Watches stand at once, and however slow the machine is, none shall count as late.
        return new Tuning(
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(2),
                Duration.ofMillis(20),
                refused(slow),
                slow,
                stable);
    }

    private static Duration refused(Duration slow) {
        return slow.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofMillis(100) : slow;
    }
}
