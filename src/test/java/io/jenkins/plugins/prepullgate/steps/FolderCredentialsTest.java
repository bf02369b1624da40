package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Item;
import hudson.model.Result;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;

/** Credentials of a folder are for the jobs in it. */
public class FolderCredentialsTest {
    private final ClusterInMemory api = new ClusterInMemory();
    private final JenkinsRule j = new JenkinsRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(api).around(j);

    private WorkflowJob inside;
    private WorkflowJob outside;

    @Before
    public void aFolderWithCredentialsAndAPrepullThatIsComplete() throws Exception {
        api.worker("a");
        api.startPuller("a");
        api.pulled("a");
        Folder folder = j.createProject(Folder.class, "team");
        store(folder).addCredentials(Domain.global(), Pipelines.credentials(Pipelines.CREDENTIALS));
        inside = folder.createProject(WorkflowJob.class, "p");
        inside.setDefinition(new CpsFlowDefinition(Pipelines.waiting(api.url()), true));
        outside = Pipelines.job(j, "p", Pipelines.waiting(api.url()));
    }

    private static CredentialsStore store(Folder folder) {
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getContext() == folder) {
                return store;
            }
        }
        throw new AssertionError("the folder has no credentials store");
    }

    private List<String> offered(Item job) {
        WaitForPrepullerStep.DescriptorImpl form = j.jenkins.getDescriptorByType(WaitForPrepullerStep.DescriptorImpl.class);
        return form.doFillCredentialsIdItems(job, "", "").stream().map(option -> option.value).toList();
    }

    @Test
    public void aJobInTheFolderMayUseThem() throws Exception {
        j.assertBuildStatusSuccess(j.waitForCompletion(Pipelines.start(inside)));
        assertThat(api.authorizations()).containsOnly("Bearer token");
        assertThat(offered(inside)).contains(Pipelines.CREDENTIALS);
    }

    @Test
    public void aJobOutsideMayNot() throws Exception {
        WorkflowRun build = j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(Pipelines.start(outside)));
        j.assertLogContains("PREPULL FAILED CONFIGURATION: credentials 'kube' do not exist, or may not be used by this job", build);
        assertThat(api.requests()).isEmpty();
        assertThat(offered(outside)).doesNotContain(Pipelines.CREDENTIALS);
    }
}
