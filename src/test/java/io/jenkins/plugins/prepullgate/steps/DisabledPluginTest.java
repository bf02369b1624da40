package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.io.File;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** A Jenkins that is started without the plugin, while a build still waits in a step of it. */
public class DisabledPluginTest {
    private final ClusterInMemory api = new ClusterInMemory();
    private final RealJenkinsRule jenkins = new RealJenkinsRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(api).around(jenkins);

    @Test
    public void itsBuildsEnd() throws Throwable {
        api.worker("a");
        api.startPuller("a");
        jenkins.then(new Wait(api.url()));
        disable();
        jenkins.then(new End());
    }

    /** As the plugin manager does. */
    private void disable() throws IOException {
        File[] plugin = new File(jenkins.getHome(), "plugins").listFiles(file -> file.isFile() && file.getName().matches("prepull-gate\\.[a-z]+"));
        assertThat(plugin).as("the plugin").hasSize(1);
        assertThat(new File(plugin[0].getPath() + ".disabled").createNewFile()).isTrue();
    }

    /** Begins a wait and leaves it. */
    private static final class Wait implements RealJenkinsRule.Step {
        private static final long serialVersionUID = 1L;

        private final String url;

        Wait(String url) {
            this.url = url;
        }

        @Override
        public void run(JenkinsRule j) throws Throwable {
            Pipelines.addCredentials();
            j.waitForMessage("0/1 ready", Pipelines.start(Pipelines.job(j, "p", Pipelines.waiting(url))));
        }
    }

    /** Pipeline finds nobody who would go on with the step, and must not wait for one. */
    private static final class End implements RealJenkinsRule.Step {
        private static final long serialVersionUID = 1L;

        @Override
        public void run(JenkinsRule j) throws Throwable {
            WorkflowRun build = j.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
            j.waitForCompletion(build);
            assertThat(build.getResult().isWorseThan(Result.UNSTABLE)).isTrue();
        }
    }
}
