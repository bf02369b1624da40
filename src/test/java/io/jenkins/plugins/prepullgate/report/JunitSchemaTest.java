package io.jenkins.plugins.prepullgate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.nodes.NodeFacts;
import io.jenkins.plugins.prepullgate.rollout.AuditPolicy;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.Test;
import org.xml.sax.SAXException;

/** Every kind of JUnit result keeps to {@code junit.xsd}. */
public class JunitSchemaTest {
    private static String valid(String xml) throws SAXException, IOException {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JunitSchemaTest.class.getResource("junit.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        return xml;
    }

    private static String wait(Ending ending, ViewBuilder view) {
        return JunitReport.of(new Told().at(8, view).ended(ending));
    }

    @Test
    public void aWaitIsValidHoweverItEnds() throws Exception {
        ViewBuilder failed = new ViewBuilder().node("n1").node("n2").master(false).notFound("n1").notFound("n2");
        ViewBuilder pulling = new ViewBuilder().node("n1").node("n2").pulling("n1", 0).ready("n2");
        for (Ending ending : List.of(Ending.BUDGET_EXCEEDED, Ending.CANCELLED)) {
            for (ViewBuilder view : List.of(failed, pulling, new ViewBuilder().absent())) {
                valid(wait(ending, view));
            }
        }
        valid(wait(Ending.DECIDED, failed));
        valid(wait(Ending.DECIDED, new ViewBuilder().node("n1").ready("n1")));
    }

    @Test
    public void whatAClusterSaysLeavesItValid() throws Exception {
        String hostile = "]]>\u0000\u001b[31m<failure/>&\uFFFE\uD800\u202e";
        valid(wait(Ending.BUDGET_EXCEEDED, new ViewBuilder().node("n1").failing("n1", 0, "ErrImagePull", hostile)));
    }

    @Test
    public void anAuditIsValid() throws Exception {
        List<NodeFacts> nodes = List.of(NodeFacts.of("m", Map.of("role", "master"), List.of(), false));
        valid(JunitReport.of(AuditResult.of("prod", nodes, AuditPolicy.DEFAULT, ViewBuilder.START)));
    }

    /** GitLab shows the content of a skipped case, Jenkins its message. */
    @Test
    public void whyANodeIsSkippedIsSaidWhereEachReaderLooks() throws Exception {
        String why = "not counted: taint node-role.kubernetes.io/master=true:NoSchedule is not tolerated by the puller";
        assertThat(valid(wait(Ending.DECIDED, new ViewBuilder().node("n1").master(false).ready("n1")))).contains("<skipped message=\"" + why
                + "\">" + why + "</skipped>");
    }

    @Test
    public void theSchemaRefusesWhatReadersWouldNotUnderstand() throws Exception {
        String good = wait(Ending.DECIDED, new ViewBuilder().node("n1").node("n2").notFound("n1").notFound("n2"));
        for (String[] each : new String[][] {
            {"name=\"n2\"", "name=\"n1\""}, {" time=\"0.000\"", ""}, {"<failure type=\"PULL_NOT_FOUND\"", "<failure"},
                    {"tests=\"3\"", "tests=\"none\""}
        }) {
            assertThat(good).contains(each[0]);
            assertThatThrownBy(() -> valid(good.replace(each[0], each[1]))).as(each[0]).isInstanceOf(SAXException.class);
        }
    }
}
