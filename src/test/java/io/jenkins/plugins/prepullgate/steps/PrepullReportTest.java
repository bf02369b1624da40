package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.report.AuditResult;
import io.jenkins.plugins.prepullgate.report.AuditStory;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.kohsuke.stapler.StaplerResponse2;

/** The page of one step: what is kept of it, and how it is served. */
public class PrepullReportTest {
    private static final AuditResult AUDIT = AuditResult.of(
            "prod", List.of(NodeFacts.of("<master>", Map.of("role", "master"), List.of(), false)), AuditPolicy.DEFAULT, Instant.EPOCH);

    private final Run<?, ?> run = mock(Run.class);
    private final StaplerResponse2 response = mock(StaplerResponse2.class);

    private PrepullReport report() {
        return new PrepullReport(1, Outcome.of(AUDIT, "cluster prod"), AuditStory.of(AUDIT, PrepullAction.ROWS), run);
    }

    /** What a servlet container would send. */
    private static final class Sent extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            bytes.write(value);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    public void thePageTellsWhatTheStepCameTo() {
        assertThat(report().getBody()).contains("CP_NOT_TAINTED", "&lt;master&gt;").doesNotContain("<master>");
    }

    @Test
    public void aStepThatCouldNotBeginHasItsOutcomeAlone() {
        Outcome refused = Outcome.of(new ConnectionException(ConnectionException.Kind.FORBIDDEN, "no"), Outcome.AUDIT, "cluster prod");
        assertThat(new PrepullReport(1, refused, null, run).getBody()).isEmpty();
    }

    @Test
    public void theFileMayDoNothingInABrowserButBeShown() throws IOException {
        Sent sent = new Sent();
        when(response.getOutputStream()).thenReturn(sent);
        report().doHtml(response);
        verify(run).checkPermission(Item.READ);
        verify(response).setContentType("text/html;charset=UTF-8");
        verify(response).setHeader("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        verify(response).setHeader("X-Content-Type-Options", "nosniff");
        assertThat(sent.bytes.toString(StandardCharsets.UTF_8)).startsWith("<!DOCTYPE html>").contains("CP_NOT_TAINTED");
    }

    @Test
    public void whoMayNotReadTheBuildGetsNothing() {
        doThrow(new SecurityException("no")).when(run).checkPermission(Item.READ);
        assertThatThrownBy(() -> report().doHtml(response)).isInstanceOf(SecurityException.class);
        verifyNoInteractions(response);
    }
}
