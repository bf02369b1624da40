package io.jenkins.plugins.prepullgate.gate;

import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.SharedSight;
import java.time.Instant;
import java.util.List;

/** Judges a recorded wait again, at the recorded times: every recorded change, and every moment at which a wait would have looked again by itself. */
public final class Replay {
    private Replay() {}

    /**
     * Judges the wait to its end. Nothing is invented beyond the end of the recording: a wait that would have gone on is cancelled there.
     *
     * @param spec what to judge by; begins with the recording
     * @throws IllegalArgumentException when the recording holds no view
     */
    public static WaitResult run(Recording recording, WaitSpec spec, WaitListener listener) {
        if (recording.frames().isEmpty()) {
            throw new IllegalArgumentException("the recording ends before anything was seen");
        }
        Course course = new Course(spec, listener, new SharedSight());
        WaitResult result = null;
        List<Recording.Frame> frames = recording.frames();
        for (int i = 0; i < frames.size() && result == null; i++) {
            Recording.Frame frame = frames.get(i);
            boolean last = i + 1 == frames.size();
            // At the recording's very end the last view still held; at the next view's time it did not.
            Instant until = last ? recording.endedAt().plusNanos(1) : frames.get(i + 1).at();
            result = until(course, frame.view(), frame.at(), until);
        }
        if (result == null) {
            RolloutView view = frames.get(frames.size() - 1).view();
            result = course.cancelled(view, recording.endedAt(), "the recording ends here");
        }
        course.finish(result);
        return result;
    }

    /** Judges one view for as long as it held. Null if the wait goes on after that. */
    private static WaitResult until(Course course, RolloutView view, Instant from, Instant until) {
        WaitResult result = course.look(view, from);
        while (result == null && course.next().isBefore(until)) {
            result = course.look(view, course.next());
        }
        return result;
    }
}
