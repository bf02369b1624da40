package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.hub.HubProgress;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.report.HubReport;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.report.Report;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One piece of work with a hub, from its first line to the exit code. A signal interrupts it: nothing is left under way, and the last word is said before
 * the process ends.
 */
final class HubRun {
    private static final long LAST_WORDS_SECONDS = 10;

    private final OutputOptions output;
    private volatile HubProgress last;

    HubRun(OutputOptions output) {
        this.output = output;
    }

    /** The work itself. */
    interface Work {
        HubResult run(Consumer<HubProgress> progress) throws InterruptedException, ConnectionException;
    }

    /** The exit code. */
    int run(Work work) throws ConnectionException {
        Thread worker = Thread.currentThread();
        CountDownLatch said = new CountDownLatch(1);
        Thread hook = new Thread(() -> interrupt(worker, said), "prepull-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            HubResult result = work.run(this::tell);
            output.lines(HubReport.lines(result));
            output.report(Report.of(result));
            return code(result);
        } catch (InterruptedException e) {
            output.progress(ProgressLog.PREFIX + "interrupted" + (last == null ? "" : " at " + HubReport.progress(last)));
            return ExitCode.INTERRUPTED;
        } finally {
            said.countDown();
            forget(hook);
        }
    }

    private void tell(HubProgress progress) {
        last = progress;
        output.progress(ProgressLog.PREFIX + HubReport.progress(progress));
    }

    private static int code(HubResult result) {
        if (result.passed()) {
            return ExitCode.COMPLETE;
        }
        return result.outOfTime() ? ExitCode.OUT_OF_TIME : ExitCode.DOOMED;
    }

    private static void interrupt(Thread worker, CountDownLatch said) {
        worker.interrupt();
        try {
            said.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook has our last word and ends it.
            Thread.currentThread().interrupt();
        }
    }
}
