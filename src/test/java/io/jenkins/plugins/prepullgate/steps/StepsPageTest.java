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

    private static String section(String page, String title) {
        int begin = page.indexOf("\n## " + title + "\n");
        return page.substring(begin, page.indexOf("\n## ", begin + 1));
    }

    private static void assertOnPage(String step, Class<?> type) throws IOException {
        String page = Files.readString(Path.of("docs", "STEPS.md"));
        String own = section(page, step);
        boolean waits = own.contains(" | as in `waitForPrepuller` | ");
        String section = section(page, "Reaching the cluster") + own + (waits ? section(page, "waitForPrepuller") : "");
        List<String> parameters = parameters(type);
        assertThat(parameters).isNotEmpty().allSatisfy(p -> assertThat(section).contains("\n| `" + p + "` | "));
    }

    @Test
    public void everyParameterIsOnThePage() throws IOException {
        assertOnPage("waitForPrepuller", WaitForPrepullerStep.class);
        assertOnPage("prepullImages", PrepullImagesStep.class);
        assertOnPage("verifyMasterTaints", VerifyMasterTaintsStep.class);
    }

    @Test
    public void everyParameterOfTheHubsStepsIsOnThePage() throws IOException {
        String page = Files.readString(Path.of("docs", "STEPS.md"));
        int begin = page.indexOf("\n## The hub's steps\n");
        String hub = page.substring(begin, page.indexOf("\n## ", begin + 1));
        for (Class<?> type : List.of(WaitForHubStep.class, VerifyHubScaleStep.class, SeedHubUsersStep.class, PruneHubUsersStep.class)) {
            assertThat(parameters(type)).isNotEmpty().allSatisfy(p -> assertThat(hub).contains("\n| `" + p + "` | "));
        }
    }
}
