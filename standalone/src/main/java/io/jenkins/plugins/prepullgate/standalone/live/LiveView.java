package io.jenkins.plugins.prepullgate.standalone.live;

import io.jenkins.plugins.prepullgate.gate.WaitListener;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.gate.WaitSpec;
import io.jenkins.plugins.prepullgate.report.ProgressLog;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Shows a wait as a picture while it lasts. At its end the picture gives way to the lines that a log would have had, the diagnosis last, so that one
 * can scroll back through them.
 */
public final class LiveView implements WaitListener, AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(LiveView.class.getName());
    private static final long TICK_MILLIS = 100;
    /** How many lines are kept for the end: more than a log's pace allows in half an hour. */
    private static final int KEPT = 400;

    private final String title;
    private final WaitSpec spec;
    private final InstantSource clock;
    private final Supplier<Size> size;
    private final Painter painter;
    private final PrintWriter out;
    private final ProgressLog log;
    private final Deque<String> held = new ArrayDeque<>();
    private final ScheduledExecutorService ticker;

    private boolean over;
    private Assessment latest;
    private Supplier<Assessment> newest = () -> null;
    private Instant drawnAt = Instant.MIN;
    private boolean stale = true;

    /**
     * @param title where the wait looks, as a heading
     * @param clock the time that the wait runs by
     * @param screen where it is drawn; stays open
     * @param out the writer to that screen
     */
    public LiveView(String title, WaitSpec spec, InstantSource clock, Screen screen, PrintWriter out) {
        this(title, spec, clock, screen::size, screen.colours(), out);
    }

    LiveView(String title, WaitSpec spec, InstantSource clock, Supplier<Size> size, boolean colours, PrintWriter out) {
        this.title = title;
        this.spec = spec;
        this.clock = clock;
        this.size = size;
        this.out = out;
        this.painter = new Painter(out, colours);
        this.log = new ProgressLog(spec, this::line);
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "prepull-live");
            thread.setDaemon(true);
            return thread;
        });
        ticker.scheduleWithFixedDelay(this::tickSafely, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @param source the newest assessment, also when it differs too little from the last one to be told; asked about once a second */
    public synchronized void follow(Supplier<Assessment> source) {
        newest = source;
    }

    @Override
    public synchronized void changed(Assessment before, Assessment now) {
        log.changed(before, now);
        latest = now;
        stale = true;
    }

    @Override
    public synchronized void heartbeat(Assessment now) {
        latest = now;
        stale = true;
    }

    @Override
    public synchronized void finished(WaitResult result) {
        end();
        log.finished(result);
    }

    /** Takes the picture away, if it is still there, and writes the lines that were held back. */
    @Override
    public synchronized void close() {
        end();
    }

    private void end() {
        if (!over) {
            ticker.shutdown();
            painter.clear(size.get());
            over = true;
            held.forEach(out::println);
            held.clear();
            out.flush();
        }
    }

    private synchronized void line(String line) {
        if (over) {
            out.println(line);
            out.flush();
        } else {
            held.add(line);
            if (held.size() > KEPT) {
                held.remove();
            }
        }
    }

    /** If the picture cannot be drawn, the lines must still come. */
    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "the wait cannot be shown as a picture, only as lines", e);
            close();
        }
    }

    synchronized void tick() {
        Instant now = clock.instant();
        Size room = size.get();
        boolean second = now.getEpochSecond() != drawnAt.getEpochSecond();
        if (over || !stale && !second && room.equals(painter.size())) {
            return;
        }
        Assessment known = newest.get();
        if (known != null) {
            latest = known;
        }
        painter.draw(Frame.of(title, latest, spec, now, room), room);
        drawnAt = now;
        stale = false;
    }
}
