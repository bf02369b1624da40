package io.jenkins.plugins.prepullgate.steps;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.RealJenkinsRule;

/** The Kubernetes client comes from another plugin; whether its parts are found, only real class loaders show. */
public class ClassLoadingTest {
    private final ClusterInMemory api = new ClusterInMemory();
    private final RealJenkinsRule jenkins = new RealJenkinsRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(api).around(jenkins);

    @Test
    public void theClientIsFoundBehindThePluginsClassLoader() throws Throwable {
        api.worker("a");
        api.startPuller("a");
        api.pulled("a");
        jenkins.then(new WaitOnARealJenkins(api.url()));
    }
}
