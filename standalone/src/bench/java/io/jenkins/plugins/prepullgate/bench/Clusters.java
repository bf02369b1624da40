package io.jenkins.plugins.prepullgate.bench;

import io.jenkins.plugins.prepullgate.testbed.RealCluster;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/** The test bed's cluster outside a test: started, played on, and ended. */
public final class Clusters {
    private Clusters() {}

    /** What is done on a cluster. */
    public interface Play {
        void on(RealCluster cluster) throws Exception;
    }

    static void play(Play play) throws Exception {
        play(new RealCluster(), play);
    }

    /** @throws org.junit.AssumptionViolatedException when there can be no such cluster here */
    public static void play(RealCluster cluster, Play play) throws Exception {
        Statement body = new Statement() {
            @Override
            public void evaluate() throws Throwable {
                play.on(cluster);
            }
        };
        // A rule of a class takes a description that holds tests.
        Description suite = Description.createSuiteDescription("bench");
        suite.addChild(Description.createTestDescription("bench", "all"));
        try {
            cluster.apply(body, suite).evaluate();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
