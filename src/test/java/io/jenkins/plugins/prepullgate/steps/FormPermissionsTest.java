package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who is told what by a form. */
public class FormPermissionsTest {
    @Rule
    public final JenkinsRule j = new JenkinsRule();

    @Before
    public void credentialsToChooseFrom() throws Exception {
        Pipelines.addCredentials();
    }

    @Test
    public void onlyThoseWhoMayConfigureTheJobSeeCredentials() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "p");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.EXTENDED_READ, CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("developer"));
        assertThat(values("developer", job)).contains("", Pipelines.CREDENTIALS);
        assertThat(values("reader", job)).containsExactly("chosen");
        assertThat(values("developer", null)).as("outside of a job only an administrator").containsExactly("chosen");
    }

    @SuppressWarnings("try")
    private Iterable<String> values(String user, WorkflowJob job) {
        try (ACLContext ignored = ACL.as(User.getOrCreateByIdOrFullName(user))) {
            WaitForPrepullerStep.DescriptorImpl form = j.jenkins.getDescriptorByType(WaitForPrepullerStep.DescriptorImpl.class);
            ListBoxModel items = form.doFillCredentialsIdItems(job, "", "chosen");
            return items.stream().map(option -> option.value).toList();
        }
    }

    @Test
    public void onlyThoseWhoMayConfigureTheJobHaveFieldsChecked() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "p");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("developer"));
        assertThat(budgetCheck("developer", job)).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(budgetCheck("reader", job)).isEqualTo(FormValidation.Kind.OK);
        assertThat(budgetCheck("developer", null)).as("outside of a job only for an administrator").isEqualTo(FormValidation.Kind.OK);
    }

    @SuppressWarnings("try")
    private FormValidation.Kind budgetCheck(String user, WorkflowJob job) {
        try (ACLContext ignored = ACL.as(User.getOrCreateByIdOrFullName(user))) {
            return j.jenkins.getDescriptorByType(WaitForPrepullerStep.DescriptorImpl.class).doCheckBudget(job, "long").kind;
        }
    }

    /** What answers to GET could be asked by a link on a foreign page. */
    @Test
    public void formsAreAnsweredByPostAlone() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "p");
        String form = job.getUrl() + "descriptorByName/" + WaitForPrepullerStep.class.getName();
        for (String question : List.of("/checkBudget?value=long", "/fillCredentialsIdItems")) {
            URL url = new URL(j.getURL(), form + question);
            assertThat(answer(new WebRequest(url, HttpMethod.GET))).as("GET %s", question).isGreaterThanOrEqualTo(HttpURLConnection.HTTP_BAD_REQUEST);
            assertThat(answer(new WebRequest(url, HttpMethod.POST))).as("POST %s", question).isEqualTo(HttpURLConnection.HTTP_OK);
        }
    }

    private int answer(WebRequest request) throws Exception {
        JenkinsRule.WebClient browser = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        return browser.getPage(browser.addCrumb(request)).getWebResponse().getStatusCode();
    }
}
