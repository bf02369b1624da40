package io.jenkins.plugins.prepullgate.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

public class LiveViewTest {
    private final StringWriter written = new StringWriter();
    private volatile Instant now = Pictures.after(0);
    private volatile Size size = new Size(100, 24);

    /** Its own ticks may draw too; the same picture twice is drawn once, so they change nothing. */
    private LiveView view(boolean colours) {
        return new LiveView("namespace jhub", Pictures.SPEC, () -> now, () -> size, colours, new PrintWriter(written));
    }

    private List<String> screen() {
        Emulator emulator = new Emulator(size.columns(), size.rows());
        emulator.write(written.toString().replace("\r\n", "\n").replace("\n", "\r\n"));
        return emulator.text();
    }

    private static WaitResult ended(Assessment last) {
        return new WaitResult(Ending.DECIDED, last, Pictures.SPEC, last.at(), "");
    }

    @Test
    public void whileItLastsThereIsOnePictureOnly() {
        try (LiveView view = view(true)) {
            for (int second = 1; second < 50; second++) {
                now = Pictures.after(second);
                view.changed(null, Pictures.at(second, second % 2 == 0 ? Pictures.small() : Pictures.large(100)));
                view.tick();
            }
            assertThat(screen()).filteredOn(line -> line.startsWith("nodes ")).hasSize(1);
            assertThat(screen()).anyMatch(line -> line.contains("49s of 20m"));
        }
    }

    @Test
    public void atTheEndThePictureGivesWayToTheLines() {
        ViewBuilder ready = new ViewBuilder().node("n1").ready("n1").counters(1, 1, 1);
        try (LiveView view = view(true)) {
            view.changed(null, Pictures.at(5, new ViewBuilder().node("n1").pulling("n1", 0)));
            view.tick();
            assertThat(screen()).anyMatch(line -> line.startsWith("> n1"));
            view.finished(ended(Pictures.at(9, ready)));
        }
        assertThat(screen()).noneMatch(line -> line.startsWith("> n1") || line.startsWith("nodes ") || line.startsWith("budget "));
        assertThat(screen().get(0)).startsWith("[prepull] ");
        assertThat(screen()).anyMatch(line -> line.startsWith("[prepull] found DaemonSet jhub/hook-image-puller"));
        assertThat(screen()).anyMatch(line -> line.startsWith("[prepull] PREPULL COMPLETE"));
    }

    @Test
    public void theSamePictureIsNotWrittenTwice() {
        try (LiveView view = view(false)) {
            view.changed(null, Pictures.at(0, Pictures.small()));
            view.tick();
            int length = written.toString().length();
            view.changed(null, Pictures.at(0, Pictures.small()));
            view.tick();
            assertThat(written.toString()).hasSize(length);
        }
    }

    @Test
    public void withoutColoursNothingButTheCursorIsSteered() {
        try (LiveView view = view(false)) {
            view.changed(null, Pictures.at(3, Pictures.small()));
            view.tick();
            assertThat(written.toString()).contains("agent-3").doesNotContainPattern("\u001b\\[[0-9;]*m");
        }
    }

    @Test
    public void theCursorIsNeverHiddenSoNothingHasToBeRestored() {
        try (LiveView view = view(true)) {
            view.changed(null, Pictures.at(3, Pictures.small()));
            view.tick();
            assertThat(written.toString()).doesNotContain("\u001b[?");
        }
    }

    @Test
    public void aPictureThatANarrowerTerminalHasBrokenIsErasedInAllItsLines() {
        try (LiveView view = view(false)) {
            view.changed(null, Pictures.at(3, Pictures.small()));
            view.tick();
            int before = written.toString().length();
            size = new Size(40, 24);
            view.tick();
            String resized = written.toString().substring(before);
            int up = Integer.parseInt(resized.replaceFirst("(?s)\\r\u001b\\[(\\d+)A.*", "$1"));
            int drawn = (int) written.toString().substring(0, before).lines().count() - 1;
            assertThat(up).isGreaterThan(drawn);
        }
    }
}
