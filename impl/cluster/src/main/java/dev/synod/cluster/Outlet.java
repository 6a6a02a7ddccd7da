package dev.synod.cluster;

import dev.synod.runtime.Chance;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What disturbs the messages from a node to one other before they reach the real network: it loses, repeats, delays and
 * reorders them. Runs on the transport's one thread.
 */
final class Outlet {

    /** Milliseconds; a message that is held back is passed by those of so long a time, or of four longest delays. */
    private static final int SHORTEST_HOLD = 10;

    /** Runs a task after that many milliseconds. */
    interface Timer {
        void schedule(Runnable task, long millis);
    }

    private record Delayed(long due, Envelope envelope) {
    }

    private final Disturbance disturbance;
    private final Chance chance;
    private final Timer timer;
    private final Counters counters;
    private final Consumer<Envelope> way;
    /** In the order in which they leave. */
    private final Deque<Delayed> delayed = new ArrayDeque<>();

    Outlet(Disturbance disturbance, Chance chance, Timer timer, Counters counters, Consumer<Envelope> way) {
        this.disturbance = disturbance;
        this.chance = chance;
        this.timer = timer;
        this.counters = counters;
        this.way = way;
    }

    void send(Envelope envelope) {
        if (chance.happens(disturbance.loss())) {
            counters.lost.increment();
            return;
        }
        do {
            if (chance.happens(disturbance.reordering())) {
                int longest = Math.max(SHORTEST_HOLD, 4 * disturbance.longestDelay());
                timer.schedule(() -> way.accept(envelope), chance.between(1, longest));
            } else {
                inOrder(envelope);
            }
        } while (chance.happens(disturbance.duplication()));
    }

    private void inOrder(Envelope envelope) {
        int delay = disturbance.longestDelay() == 0 ? 0 : chance.between(0, disturbance.longestDelay());
        if (delay == 0 && delayed.isEmpty()) {
            way.accept(envelope);
            return;
        }
        long due = System.nanoTime() + delay * 1_000_000L;
        if (!delayed.isEmpty() && delayed.getLast().due - due > 0) {
            due = delayed.getLast().due;
        }
        delayed.add(new Delayed(due, envelope));
        if (delayed.size() == 1) {
            waitUntil(due);
        }
    }

    private void waitUntil(long due) {
        timer.schedule(this::release, Math.max(1, (due - System.nanoTime()) / 1_000_000));
    }

    private void release() {
        while (!delayed.isEmpty() && delayed.getFirst().due - System.nanoTime() <= 0) {
            way.accept(delayed.removeFirst().envelope);
        }
        if (!delayed.isEmpty()) {
            waitUntil(delayed.getFirst().due);
        }
    }
}
