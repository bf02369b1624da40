package io.jenkins.plugins.prepullgate.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One watch through a {@link FaultyProxy}, event by event. */
final class WatchRelay {
    private static final long LATEST_MILLIS = 60;
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "faulty-proxy-timer");
        thread.setDaemon(true);
        return thread;
    });

    private final FaultyProxy proxy;
    private final OutputStream out;
    /** An event that is late; null for none. */
    private Frame late;

    private boolean ended;

    WatchRelay(FaultyProxy proxy, OutputStream out) {
        this.proxy = proxy;
        this.out = out;
    }

    /** Carries until one side ends. */
    void carry(InputStream fromGate, OutputStream toServer, InputStream fromServer) throws IOException, InterruptedException {
        FaultyProxy.start(() -> back(fromGate, toServer));
        proxy.begun(this);
        try {
            for (Frame frame = Frame.read(fromServer); frame != null; frame = Frame.read(fromServer)) {
                proxy.faults.pause();
                if (!forward(frame)) {
                    return;
                }
            }
        } finally {
            proxy.ended(this);
        }
    }

    /** What the gate says: pings and the end. */
    private void back(InputStream fromGate, OutputStream toServer) {
        try {
            fromGate.transferTo(toServer);
            toServer.close();
        } catch (IOException e) {
            // One of the sides has ended: so does the other, which carry() sees.
            end(null);
        }
    }

    private synchronized boolean forward(Frame frame) throws IOException {
        if (ended) {
            return false;
        }
        if (!frame.event()) {
            write(frame);
            return true;
        }
        Frame before = late;
        late = null;
        if (Faults.take(proxy.faults.halved)) {
            write(frame.half());
        } else if (before == null && Faults.take(proxy.faults.delayed)) {
            late(frame);
        } else {
            write(frame);
            if (Faults.take(proxy.faults.doubled)) {
                write(frame);
            }
            if (before == null && Faults.take(proxy.faults.repeated)) {
                late(frame);
            }
        }
        if (before != null) {
            write(before);
        }
        return true;
    }

    private void late(Frame frame) {
        late = frame;
        TIMER.schedule(() -> flush(frame), LATEST_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void flush(Frame frame) {
        if (late == frame && !ended) {
            late = null;
            send(frame);
        }
    }

    /** Sends what the server has not sent. */
    synchronized void send(Frame frame) {
        try {
            if (!ended) {
                write(frame);
            }
        } catch (IOException e) {
            // The gate has ended it.
            ended = true;
        }
    }

    /** Ends it. @param last null to say nothing */
    synchronized void end(Frame last) {
        if (last != null) {
            send(last);
        }
        ended = true;
    }

    private void write(Frame frame) throws IOException {
        out.write(frame.bytes());
        out.flush();
    }
}
