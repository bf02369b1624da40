package io.jenkins.plugins.prepullgate.report;

import static io.jenkins.plugins.prepullgate.rollout.ViewBuilder.START;

import io.jenkins.plugins.prepullgate.gate.Ending;
import io.jenkins.plugins.prepullgate.gate.WaitResult;
import io.jenkins.plugins.prepullgate.rollout.Assessment;
import io.jenkins.plugins.prepullgate.rollout.ViewBuilder;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A composed wait, look by look, with the history that it leaves. */
final class Told {
    final History history = new History(START);
    private final Scenes scenes = new Scenes();
    private Assessment last;

    /** What is seen so many seconds after the start. */
    Told at(long seconds, ViewBuilder view) {
        Assessment now = scenes.at(seconds, view);
        history.changed(last, now);
        last = now;
        return this;
    }

    WaitResult ended(Ending ending) {
        WaitResult result = Scenes.ended(ending, last);
        history.finished(result);
        return result;
    }

    Story story(Ending ending) {
        return WaitStory.of(ended(ending), history, 100);
    }

    Timeline timeline(Ending ending) {
        return Timelines.of(ended(ending), history);
    }

    /** Refuses what is not well-formed. */
    static Document parsed(String markup) throws IOException, SAXException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(markup)));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
