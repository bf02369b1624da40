package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.hub.HubProgress;
import io.jenkins.plugins.prepullgate.hub.HubResult;
import io.jenkins.plugins.prepullgate.report.HubReport;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.report.Report;
import java.util.function.Consumer;

/** One job on a hub, from its first line to the exit code. A signal interrupts it; the last line then says how far it came. */
final class HubRun {
    private final OutputOptions output;
    private volatile HubProgress last;

    HubRun(OutputOptions output) {
        this.output = output;
    }

    /** The job itself. */
    interface Work {
        HubResult run(Consumer<HubProgress> progress) throws InterruptedException, ConnectionException;
    }

    /** The exit code. */
    int run(Work work) throws ConnectionException {
        try (LastWords words = new LastWords(Thread.currentThread()::interrupt)) {
            return report(work);
        }
    }

    private int report(Work work) throws ConnectionException {
        try {
            HubResult result = work.run(this::tell);
            output.lines(HubReport.lines(result));
            output.report(Report.of(result));
            return code(result);
        } catch (InterruptedException e) {
            output.progress(ProgressLog.PREFIX + "interrupted" + (last == null ? "" : " at " + HubReport.progress(last)));
            return ExitCode.INTERRUPTED;
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
}
