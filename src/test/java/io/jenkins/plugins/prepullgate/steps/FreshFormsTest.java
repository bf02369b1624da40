package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.Test;
import org.kohsuke.stapler.DataBoundSetter;

/** A form that somebody opens and changes nothing in stands for a step without parameters: an unticked box or an empty number would say something. */
public class FreshFormsTest {
    private static final List<Step> STEPS = List.of(
            new WaitForPrepullerStep("jhub"),
            new PrepullImagesStep("jhub"),
            new VerifyMasterTaintsStep(),
            new WaitForHubStep("https://hub.test/", "hub"),
            new VerifyHubScaleStep("https://hub.test/", "hub"),
            new SeedHubUsersStep("https://hub.test/", "hub"),
            new PruneHubUsersStep("https://hub.test/", "hub"));

    private static final Pattern INCLUDED = Pattern.compile("<st:include page=\"([^\"]+)\"");

    /** The form as it is put together, from the step's own folder and those of the classes that it extends. */
    private static String form(Class<?> type, String page) throws IOException {
        for (Class<?> owner = type; owner != Step.class; owner = owner.getSuperclass()) {
            try (InputStream in = owner.getResourceAsStream(owner.getSimpleName() + "/" + page)) {
                if (in != null) {
                    return withIncluded(type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        throw new AssertionError(type + " has no " + page);
    }

    private static String withIncluded(Class<?> type, String jelly) throws IOException {
        StringBuilder whole = new StringBuilder(jelly);
        Matcher included = INCLUDED.matcher(jelly);
        while (included.find()) {
            whole.append(form(type, included.group(1)));
        }
        return whole.toString();
    }

    private static void assertStartsAs(Step step, Method setter, String form) throws ReflectiveOperationException {
        String field = Introspector.decapitalize(setter.getName().substring("set".length()));
        Class<?> type = setter.getParameterTypes()[0];
        String getter = (type == boolean.class ? "is" : "get") + setter.getName().substring("set".length());
        Object value = step.getClass().getMethod(getter).invoke(step);
        boolean matters = Boolean.TRUE.equals(value) || value instanceof Integer number && number != 0;
        if (matters) {
            String control = type == boolean.class ? "checkbox [^>]*default=\"true\"" : "textbox [^>]*default=\"";
            assertThat(form).as("%s %s", step.getClass().getSimpleName(), field)
                    .containsPattern("field=\"" + field + "\">\\s*<f:" + control);
        }
    }

    @Test
    public void aFormThatNobodyChangesIsAStepWithoutParameters() throws Exception {
        for (Step step : STEPS) {
            String form = form(step.getClass(), "config.jelly");
            for (Method method : step.getClass().getMethods()) {
                if (method.isAnnotationPresent(DataBoundSetter.class) && method.getParameterTypes()[0].isPrimitive()) {
                    assertStartsAs(step, method, form);
                }
            }
        }
    }
}
