package io.jenkins.plugins.prepullgate.steps;

import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.tokenmacro.DataBoundTokenMacro;
import org.jenkinsci.plugins.tokenmacro.MacroEvaluationException;
import org.jenkinsci.plugins.variant.OptionalExtension;

/**
 * {@code ${PREPULL}} in mails and other texts that token-macro fills in: the outcome that stands for the build, or one part of it, such as {@code
 * ${PREPULL, part="url"}}. Empty where no step of ours has ended.
 */
@OptionalExtension(requirePlugins = "token-macro")
public final class PrepullMacro extends DataBoundTokenMacro {
    static final String NAME = "PREPULL";

    /** {@code line}, {@code result}, {@code code}, {@code summary}, {@code nodes} or {@code url}. */
    @Parameter
    public String part = "line";

    @Override
    public boolean acceptsMacroName(String macroName) {
        return NAME.equals(macroName);
    }

    @Override
    public List<String> getAcceptedMacroNames() {
        return List.of(NAME);
    }

    @Override
    public String evaluate(AbstractBuild<?, ?> build, TaskListener listener, String macroName)
            throws MacroEvaluationException, IOException, InterruptedException {
        return evaluate(build, null, listener, macroName);
    }

    @Override
    public String evaluate(Run<?, ?> run, FilePath workspace, TaskListener listener, String macroName)
            throws MacroEvaluationException, IOException, InterruptedException {
        PrepullAction action = run.getAction(PrepullAction.class);
        PrepullReport speaking = action == null ? null : action.speaking();
        if (speaking == null) {
            return "";
        }
        Outcome outcome = speaking.getOutcome();
        return switch (part) {
            case "line" -> outcome.toString();
            case "result" -> outcome.getResult();
            case "code" -> outcome.getCode();
            case "summary" -> outcome.getSummary();
            case "nodes" -> String.join(", ", outcome.getNodes());
            case "url" -> run.getEnvironment(listener).get("PREPULL_REPORT_URL", "");
            default -> throw new MacroEvaluationException("PREPULL has no part '" + part + "'; there are line, result, code, summary, nodes and url");
        };
    }
}
