package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.isA;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import hudson.model.Result;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.MockedStatic;

/** What the row of a step shows. */
public class NodeMarksTest {
    private final FakeContext context = new FakeContext();
    private final FlowNode node = mock(FlowNode.class);
    private MockedStatic<PauseAction> pauses;

    @Before
    public void aNodeOfItsOwn() {
        context.around.put(FlowNode.class, node);
        pauses = mockStatic(PauseAction.class);
    }

    @After
    public void realPauses() {
        pauses.close();
    }

    private String label() {
        ArgumentCaptor<LabelAction> label = ArgumentCaptor.forClass(LabelAction.class);
        verify(node).addOrReplaceAction(label.capture());
        return label.getValue().getDisplayName();
    }

    @Test
    public void aWaitIsAPauseWithALabel() {
        NodeMarks.waiting(context, "prepull jhub");
        assertThat(label()).isEqualTo("prepull jhub");
        verify(node).addAction(isA(PauseAction.class));
    }

    @Test
    public void aWaitThatGoesOnAfterARestartIsTheSamePause() {
        pauses.when(() -> PauseAction.isPaused(node)).thenReturn(true);
        NodeMarks.waiting(context, "prepull jhub");
        verify(node, never()).addAction(any());
    }

    @Test
    public void theEndOfAWaitEndsItsPauseAndTellsWhatCameOfIt() {
        NodeMarks.waited(context, "prepull jhub: PULL_NOT_FOUND");
        assertThat(label()).isEqualTo("prepull jhub: PULL_NOT_FOUND");
        pauses.verify(() -> PauseAction.endCurrentPause(node));
    }

    @Test
    public void aStopEndsThePauseAndLeavesTheLabel() {
        NodeMarks.stopped(context);
        pauses.verify(() -> PauseAction.endCurrentPause(node));
        verify(node, never()).addOrReplaceAction(any());
    }

    @Test
    public void aLabelIsAtMostAHundredCharactersLong() {
        NodeMarks.waited(context, "x".repeat(200));
        assertThat(label()).hasSize(100).endsWith("…");
    }

    @Test
    public void aWarningMakesTheStageUnstable() {
        NodeMarks.warn(context, "master-0 is not tainted");
        ArgumentCaptor<WarningAction> warning = ArgumentCaptor.forClass(WarningAction.class);
        verify(node).addOrReplaceAction(warning.capture());
        assertThat(warning.getValue().getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(warning.getValue().getMessage()).isEqualTo("master-0 is not tainted");
    }

    @Test
    public void aNodeThatCannotBeMarkedFailsNothing() {
        context.around.put(FlowNode.class, new IOException("the build is gone"));
        Logger noise = Logger.getLogger(NodeMarks.class.getName());
        noise.setLevel(Level.OFF);
        try {
            assertThatCode(() -> NodeMarks.waiting(context, "prepull jhub")).doesNotThrowAnyException();
        } finally {
            noise.setLevel(null);
        }
    }
}
