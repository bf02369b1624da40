package io.jenkins.plugins.prepullgate.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.runner.Description;
import org.junit.runner.Result;
import org.junit.runner.notification.RunListener;

/**
 * Ends a JVM in which no test has begun or ended for a long time, and says before what its threads were at. Surefire makes one for each JVM and then
 * names the class as crashed. A test may take {@code -Dtest.limit}, ten minutes by default: an ISO 8601 duration, longer for whoever debugs.
 */
@RunListener.ThreadSafe
public final class HangGuard extends RunListener {
    /** By halt(): shutdown hooks may wait for what hangs. */
    private static final int HUNG = 3;

    private final Duration limit;
    private final Consumer<String> onHang;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(HangGuard::daemon);
    private ScheduledFuture<?> alarm;

    public HangGuard() {
        this(Duration.parse(System.getProperty("test.limit", "PT10M")), HangGuard::halt);
    }

    /** @param onHang is given what to print, on the guard's thread */
    HangGuard(Duration limit, Consumer<String> onHang) {
        this.limit = limit;
        this.onHang = onHang;
        wind("the first test");
    }

    private synchronized void wind(String at) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarm = clock.schedule(() -> onHang.accept(report(at)), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void testSuiteStarted(Description suite) {
        wind("the beginning of " + suite.getDisplayName());
    }

    @Override
    public void testSuiteFinished(Description suite) {
        wind("what follows " + suite.getDisplayName());
    }

    @Override
    public void testStarted(Description test) {
        wind(test.getDisplayName());
    }

    @Override
    public void testFinished(Description test) {
        wind("what follows " + test.getDisplayName());
    }

    @Override
    public void testRunFinished(Result result) {
        wind("the next class");
    }

    /** Takes the alarm off, for good. */
    void close() {
        clock.shutdownNow();
    }

    private String report(String at) {
        String threads = Thread.getAllStackTraces().entrySet().stream().map(HangGuard::described).collect(Collectors.joining("\n"));
        return "[guard] no test has begun or ended for " + limit.toSeconds() + " s, at " + at + ": this JVM is ended. Its threads:\n" + threads;
    }

    private static String described(Map.Entry<Thread, StackTraceElement[]> thread) {
        String frames = Stream.of(thread.getValue()).map(frame -> "    at " + frame + "\n").collect(Collectors.joining());
        return "  " + thread.getKey().getName() + ", " + thread.getKey().getState() + "\n" + frames;
    }

    private static void halt(String report) {
        // Not System.err: what surefire has put there is sent by a thread that halt() does not wait for.
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8).println(report);
        Runtime.getRuntime().halt(HUNG);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hang-guard");
        thread.setDaemon(true);
        return thread;
    }
}
