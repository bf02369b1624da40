package io.jenkins.plugins.prepullgate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Random;

/**
 * Tries many inputs, each from a seed. {@code -Dfuzz.seeds=N} tries so many, {@code -Dfuzz.first=N} others, and {@code -Dfuzz.first=N -Dfuzz.seeds=1} one
 * again; a failure names its seed.
 */
public final class Mutations {
    private static final String ODD = "{}[]:,&*!|>'\"%@`#-?\t\n\u001b\u0000\u202e é\ud83d\ude00\ufffd";
    /** What one input may cost its thread: far more than any takes, far less than one that grows without end. CPU time, so that a busy machine is no fault. */
    private static final long CPU_NANOS = 20_000_000_000L;

    private static final long BYTES = 2L << 30;

    private Mutations() {}

    /** One input. */
    @FunctionalInterface
    public interface Trial {
        /** @throws Throwable for what is wrong with how it was taken */
        void run(long seed, Random random) throws Throwable;
    }

    /** @param usual how many, unless somebody asks for another number */
    public static void each(int usual, Trial trial) {
        long first = Long.getLong("fuzz.first", 0);
        for (long seed = first; seed < first + Integer.getInteger("fuzz.seeds", usual); seed++) {
            one(seed, trial);
        }
    }

    private static void one(long seed, Trial trial) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        try {
            trial.run(seed, new Random(seed));
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": " + e, e);
        }
        assertThat(threads.getCurrentThreadCpuTime() - cpu).as("nanoseconds for seed %d", seed).isLessThan(CPU_NANOS);
        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes).as("bytes for seed %d", seed).isLessThan(BYTES);
    }

    /** The text with one to four small things changed. */
    public static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 0; i <= random.nextInt(4) && mutated.length() > 1; i++) {
            int at = random.nextInt(mutated.length());
            int to = Math.min(mutated.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, to);
                case 1 -> mutated.insert(at, ODD.charAt(random.nextInt(ODD.length())));
                case 2 -> mutated.setCharAt(at, ODD.charAt(random.nextInt(ODD.length())));
                default -> mutated.insert(at, mutated.substring(at, to).repeat(1 + random.nextInt(50)));
            }
        }
        return mutated.toString();
    }

    /** One of them. */
    @SafeVarargs
    public static <T> T oneOf(Random random, T... choice) {
        return choice[random.nextInt(choice.length)];
    }

    /** A message for people: something, on one line, that steers no terminal. */
    public static void assertOneLine(String message) {
        assertThat(message).isNotBlank();
        assertThat(message.codePoints().filter(c -> Character.isISOControl(c) || c == 0x202e || c == 0x2028)).as(message).isEmpty();
    }
}
