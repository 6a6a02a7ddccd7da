package dev.synod.explore.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Expands one level of a breadth-first search after the other, with several threads. */
final class Levels implements AutoCloseable {
    private static final int BATCH = 64;

    private final int workers;
    private final ExecutorService threads;

    Levels(int workers) {
        this.workers = workers;
        this.threads = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(null, task, "synod-explore", 1L << 26);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Expands one state. */
    interface Expansion {
        /** Adds the states that are new to the next level. */
        void expand(int id, Numbers next);
    }

    /** The next level. */
    int[] expand(int[] level, Expansion expansion) throws InterruptedException {
        AtomicInteger at = new AtomicInteger();
        List<Future<Numbers>> parts = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            parts.add(threads.submit(() -> {
                Numbers next = new Numbers();
                for (int from = at.getAndAdd(BATCH); from < level.length; from = at.getAndAdd(BATCH)) {
                    for (int j = from; j < Math.min(from + BATCH, level.length); j++) {
                        expansion.expand(level[j], next);
                    }
                }
                return next;
            }));
        }
        Numbers next = new Numbers();
        try {
            for (Future<Numbers> part : parts) {
                next.addAll(part.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
        return next.toArray();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
