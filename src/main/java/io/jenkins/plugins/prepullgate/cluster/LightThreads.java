package io.jenkins.plugins.prepullgate.cluster;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads, on a Java that has them. A watch keeps the thread that reads it for hours; a virtual one occupies no thread of the operating
 * system while it waits. They are found by reflection, since this is compiled for Java 17.
 */
final class LightThreads {
    /**
     * Java 21 has them too, but until Java 24 a virtual thread that waits for a monitor keeps its carrier (JEP 491). There are as few carriers as
     * processors, and they serve the whole process: in Jenkins, other plugins as well.
     */
    private static final int SINCE = 24;

    private LightThreads() {}

    /** An executor that starts one for each task, named as by {@link Workshop#threads}. Empty where there are none. */
    static Optional<ExecutorService> executor(String what) {
        if (Runtime.version().feature() < SINCE) {
            return Optional.empty();
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            // Through the interface: the builder's own class is not public.
            ThreadFactory light = (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
            Object executor =
                    Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class).invoke(null, Workshop.named(what, light));
            return Optional.of((ExecutorService) executor);
        } catch (NoSuchMethodException | ClassNotFoundException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Java " + Runtime.version() + " has no virtual threads", e);
        }
    }
}
