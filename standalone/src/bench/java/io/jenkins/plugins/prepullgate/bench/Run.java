package io.jenkins.plugins.prepullgate.bench;

/**
 * One run of one tool.
 *
 * @param tool by its id
 * @param workload by its id
 * @param nodes how many the puller runs on
 * @param status the tool's exit status; -1 when it was killed long after its own timeout
 * @param seconds from the start of the tool to its end
 * @param behindMillis from the write that made the last pod ready to the tool's end; only for a workload that completes
 * @param requests that the API server has answered it
 * @param bytes that the API server has sent it, as on the wire
 * @param cpuSeconds of its process
 * @param peakMegabytes of its process
 * @param lastWords the last line that it printed
 */
public record Run(
        String tool,
        String workload,
        int nodes,
        int status,
        double seconds,
        Double behindMillis,
        long requests,
        long bytes,
        double cpuSeconds,
        double peakMegabytes,
        String lastWords) {
    static Run of(Tool tool, Workload workload, int nodes, int status, Measured process, Double behindMillis, Account account) {
        String[] lines = process.output().strip().split("\n");
        return new Run(tool.id(), workload.id(), nodes, status, process.seconds(), behindMillis, account.requests(), account.bytes(), process.cpuSeconds(),
                process.peakMegabytes(), lines[lines.length - 1].strip());
    }
}
