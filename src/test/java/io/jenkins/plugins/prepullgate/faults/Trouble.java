package io.jenkins.plugins.prepullgate.faults;

import java.time.Duration;
import java.util.Random;

/** Faults by chance, all over by a given time. */
final class Trouble {
    private static final int KINDS = 18;

    private final FaultyProxy proxy;
    private final Runnable compact;
    private final Random random;
    private final Plan plan;

    /** @param compact makes the server forget all changes until now */
    Trouble(FaultyProxy proxy, Runnable compact, Random random, Plan plan) {
        this.proxy = proxy;
        this.compact = compact;
        this.random = random;
        this.plan = plan;
    }

    /** Adds so many faults to the plan. */
    void add(int faults, long until) {
        for (int i = 0; i < faults; i++) {
            long from = random.nextInt((int) until);
            long over = Math.min(until, from + 20 + random.nextInt(400));
            add(random.nextInt(KINDS), from, over);
        }
    }

    private void add(int kind, long from, long over) {
        Faults faults = proxy.faults;
        int some = 1 + random.nextInt(4);
        int status = new int[] {429, 500, 502, 503}[random.nextInt(4)];
        switch (kind) {
            case 0, 1 -> plan.at(from, "all connections are cut", proxy::cut);
            case 2 -> lasting(from, over, "connections are refused", proxy::refuse, proxy::accept);
            case 3 -> lasting(from, over, "connections are silent", faults::hold, faults::release);
            case 4 -> lasting(
                    from, over, "everything is slow", () -> faults.latency(Duration.ofMillis(5L * some)), () -> faults.latency(Duration.ZERO));
            case 5, 6 -> lasting(from, over, "answers are " + status, () -> faults.answer(status, -1), faults::pass);
            case 7 -> lasting(from, over, "answers are 410", () -> faults.answer(410, -1), faults::pass);
            case 8 -> lasting(from, over, "answers are a page", faults::answerWithPage, faults::pass);
            case 9, 10 -> plan.at(from, "watches end in good order", proxy::endWatches);
            case 11 -> plan.at(from, "watches are too old", proxy::outdateWatches);
            case 12 -> plan.at(from, "changes are compacted", compact);
            case 13 -> plan.at(from, some + " events come in halves", () -> faults.halved.addAndGet(some));
            case 14 -> plan.at(from, some + " events come twice", () -> faults.doubled.addAndGet(some));
            case 15 -> plan.at(from, some + " events come late", () -> faults.delayed.addAndGet(some));
            case 16 -> plan.at(from, some + " events come again later", () -> faults.repeated.addAndGet(some));
            default -> {
                plan.at(from, some + " lists come in halves", () -> faults.cut.addAndGet(some));
                plan.at(from + 1, "and their connections end, and all others", () -> {
                    faults.torn.addAndGet(some);
                    proxy.cut();
                });
            }
        }
    }

    private void lasting(long from, long over, String what, Runnable begin, Runnable end) {
        plan.at(from, what, begin);
        plan.at(over, "no longer: " + what, end);
    }
}
