package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.prepullgate.standalone.documents.CommandLines;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import picocli.CommandLine.ParameterException;

/** Every call of the command on every page names commands and options that there are. */
public class DocumentedCommandsTest {
    @Test
    public void everyCallCanBeParsed() throws Exception {
        List<CommandLines.Call> calls = CommandLines.onAllPages();
        List<String> wrong = new ArrayList<>();
        for (CommandLines.Call call : calls) {
            try {
                PrepullGateCommand.commandLine().parseArgs(call.words().toArray(new String[0]));
            } catch (ParameterException e) {
                wrong.add(call.page() + ": " + call.words() + ": " + e.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(calls).as("calls found on the pages").hasSizeGreaterThan(20);
    }
}
