package io.jenkins.plugins.prepullgate.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The threads of this process by name, also the virtual ones, which nothing else tells of. */
public final class LiveThreads {
    private static final Pattern VIRTUAL = Pattern.compile("^#\\d+ \"(.*)\" virtual.*");
    private static final int FIRST_WITH_VIRTUAL = 21;

    private LiveThreads() {}

    public static List<String> names() {
        List<String> names = new ArrayList<>(Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList());
        if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL) {
            names.addAll(virtual());
        }
        return names;
    }

    private static List<String> virtual() {
        try {
            Path folder = Files.createTempDirectory("threads");
            Path dump = folder.resolve("dump");
            try {
                dump(dump);
                try (Stream<String> lines = Files.lines(dump)) {
                    return lines.map(VIRTUAL::matcher).filter(Matcher::matches).map(line -> line.group(1)).toList();
                }
            } finally {
                Files.deleteIfExists(dump);
                Files.delete(folder);
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By reflection, since tests are compiled for Java 17. */
    private static void dump(Path to) throws ReflectiveOperationException {
        Class<? extends PlatformManagedObject> type =
                Class.forName("com.sun.management.HotSpotDiagnosticMXBean").asSubclass(PlatformManagedObject.class);
        Class<?> format = Class.forName(type.getName() + "$ThreadDumpFormat");
        type.getMethod("dumpThreads", String.class, format)
                .invoke(ManagementFactory.getPlatformMXBean(type), to.toString(), format.getEnumConstants()[0]);
    }
}
