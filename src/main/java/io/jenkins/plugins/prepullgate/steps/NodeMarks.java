package io.jenkins.plugins.prepullgate.steps;

import hudson.model.Result;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/**
 * What stage and step views show of a step: its label, that it is waiting, that it ended with a warning. Every mark is written to disk, so marks are
 * set rarely. A mark that cannot be set does not fail the step.
 */
final class NodeMarks {
    private static final Logger LOGGER = Logger.getLogger(NodeMarks.class.getName());
    private static final int LABEL_LIMIT = 100;

    private NodeMarks() {}

    /** The time from now on is waiting, not work. */
    static void waiting(StepContext context, String label) {
        mark(context, node -> {
            node.addOrReplaceAction(new LabelAction(shortened(label)));
            if (!PauseAction.isPaused(node)) {
                node.addAction(new PauseAction(Messages.NodeMarks_pause()));
            }
        });
    }

    static void waited(StepContext context, String label) {
        mark(context, node -> {
            node.addOrReplaceAction(new LabelAction(shortened(label)));
            PauseAction.endCurrentPause(node);
        });
    }

    /** A step that was stopped waits no more; what its label says stays. */
    static void stopped(StepContext context) {
        mark(context, PauseAction::endCurrentPause);
    }

    /** The step goes on although something is wrong: its stage is shown as unstable, the build's result stays. */
    static void warn(StepContext context, String message) {
        mark(context, node -> node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(message)));
    }

    private interface Mark {
        void set(FlowNode node) throws IOException;
    }

    private static void mark(StepContext context, Mark mark) {
        try {
            FlowNode node = context.get(FlowNode.class);
            if (node != null) {
                mark.set(node);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "A step could not be marked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String shortened(String label) {
        return label.length() <= LABEL_LIMIT ? label : label.substring(0, LABEL_LIMIT - 1) + "…";
    }
}
