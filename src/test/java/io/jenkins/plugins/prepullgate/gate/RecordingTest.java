package io.jenkins.plugins.prepullgate.gate;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import io.jenkins.plugins.prepullgate.nodes.LastChange;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.Policy;
import io.jenkins.plugins.prepullgate.rollout.RolloutView;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class RecordingTest {
    private Instant now = START;

    private static ViewBuilder rich() {
        NodeFacts master = new NodeFacts(
                "master-0", "u", Map.of("role", "master"), List.of(ViewBuilder.taint("node-role.kubernetes.io/master", "true")), true, List.of(),
                        "amd64",
                "containerd://2.2.9", "v1.35.4", START, new LastChange("kubectl-cordon", START));
        return new ViewBuilder().v06().node(master).node("n1").node("n2").ready("n1").notFound("n2")
                .failedCreate("Error creating: x", 3, START, START.plusSeconds(1)).hookChecksum("abc");
    }

    private String record(RolloutView... views) {
        StringWriter out = new StringWriter();
        ScriptedSource source = new ScriptedSource(views[0]);
        Recorder recorder = new Recorder(source, out, START, () -> now, e -> {
            throw new AssertionError(e);
        });
        for (RolloutView view : views) {
            source.show(view);
            recorder.view();
            now = now.plusSeconds(10);
        }
        recorder.close();
        assertThat(source.closed()).isTrue();
        return out.toString();
    }

    private static WaitResult replay(Recording recording, Duration budget) {
        WaitSpec spec = new WaitSpec(Policy.DEFAULT, START, budget, WaitSpec.DEFAULT_HEARTBEAT);
        return Replay.run(recording, spec, WaitListener.NONE);
    }

    @Test
    public void everyFactSurvives() throws IOException {
        RolloutView view = rich().build();
        Recording read = Recording.read(new StringReader(record(view)));
        assertThat(read.startedAt()).isEqualTo(START);
        assertThat(read.frames()).containsExactly(new Recording.Frame(START, view));
        assertThat(read.endedAt()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    public void onlyWhatChangedIsWrittenAgain() throws IOException {
        RolloutView first = rich().build();
        RolloutView second = rich().ready("n2").build();
        String text = record(first, first, rich().build(), second);
        assertThat(text.lines()).as("a header, two views, an end").hasSize(4);
        assertThat(text.lines().skip(2).findFirst().orElseThrow()).contains("\"pods\"").doesNotContain("\"nodes\"").doesNotContain("\"events\"");
        assertThat(Recording.read(new StringReader(text)).frames()).extracting(Recording.Frame::view).containsExactly(first, second);
    }

    @Test
    public void accountsAreNotRecorded() {
        String text = record(new ViewBuilder().node("n1").failing("n1", 0, "ErrImagePull", "toomanyrequests: pull rate limit as 'acme': jti_1")
                .build());
        assertThat(text).contains("toomanyrequests").doesNotContain("acme");
    }

    @Test
    public void aReplayComesToTheVerdictOfTheWaitAtTheSameMoment() throws IOException {
        ViewBuilder view = new ViewBuilder().node("n1").node("n2").ready("n1");
        List<RolloutView> views = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            views.add((i % 2 == 0 ? view.notFound("n2") : view.backingOff("n2")).build());
        }
        Recording recording = Recording.read(new StringReader(record(views.toArray(RolloutView[]::new))));
        WaitResult result = replay(recording, Duration.ofMinutes(20));
        assertThat(result.code()).contains(FindingCode.PULL_NOT_FOUND);
        assertThat(result.endedAt()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    public void whatRipensWithTimeAloneRipensInTheReplayToo() throws IOException {
        ViewBuilder tainted = new ViewBuilder().node("n1", ViewBuilder.taint("dedicated", "gpu"));
        StringWriter out = new StringWriter();
        Recorder recorder = new Recorder(new ScriptedSource(tainted.build()), out, START, () -> now, e -> {
            throw new AssertionError(e);
        });
        recorder.view();
        now = START.plusSeconds(15);
        recorder.close();
        WaitResult result = replay(Recording.read(new StringReader(out.toString())), Duration.ofMinutes(20));
        assertThat(result.code()).contains(FindingCode.NO_ELIGIBLE_NODES);
    }

    @Test
    public void aLineThatWasCutOffAtTheEndIsLeftOut() throws IOException {
        String text = record(rich().build(), rich().ready("n2").build());
        Recording cut = Recording.read(new StringReader(text.substring(0, text.indexOf("endedAt") - 40)));
        assertThat(cut.frames()).hasSize(1);
    }

    @Test
    public void whatIsNoRecordingIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Recording.read(new StringReader(""))).isInstanceOf(IOException.class).hasMessageContaining("not a recording");
        assertThatThrownBy(() -> Recording.read(new StringReader("{}\n"))).hasMessageContaining("schema 1");
        String broken = record(rich().build()).lines().findFirst().orElseThrow() + "\n{\"at\":\"now\"}\n{}\n";
        assertThatThrownBy(() -> Recording.read(new StringReader(broken))).isInstanceOf(IOException.class).hasMessageContaining("line 2");
    }

    @Test
    public void aFullDiskIsToldOnceAndDoesNotEndTheWait() {
        List<IOException> told = new ArrayList<>();
        Writer full = new Writer() {
            @Override
            public void write(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Recorder recorder = new Recorder(new ScriptedSource(rich().build()), full, START, () -> now, told::add);
        assertThat(recorder.view().pods()).hasSize(2);
        recorder.close();
        assertThat(told).hasSize(1);
    }
}
