package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code docs/STEPS.md} and the code say the same. */
public class StepsPageTest {
    private static List<String> parameters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.isAnnotationPresent(DataBoundSetter.class))
                .map(Method::getName)
                .map(name -> Introspector.decapitalize(name.substring("set".length())))
                .toList();
    }

    private static void assertOnPage(String step, Class<?> type) throws IOException {
        String page = Files.readString(Path.of("docs", "STEPS.md"));
        int begin = page.indexOf("\n## " + step + "\n");
        int end = page.indexOf("\n## ", begin + 1);
        String section = page.substring(page.indexOf("\n## Reaching"), page.indexOf("\n## waitForPrepuller")) + page.substring(begin, end);
        List<String> parameters = parameters(type);
        assertThat(parameters).isNotEmpty().allSatisfy(p -> assertThat(section).contains("\n| `" + p + "` | "));
    }

    @Test
    public void everyParameterIsOnThePage() throws IOException {
        assertOnPage("waitForPrepuller", WaitForPrepullerStep.class);
        assertOnPage("verifyMasterTaints", VerifyMasterTaintsStep.class);
    }
}
