package dev.synod.tlc.check;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a check when the user ends the program (Ctrl-C), and holds the program's end up until the report on what there is
 * by then is written.
 */
public final class StopOnShutdown implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook;

    private StopOnShutdown(Checker checker) {
        this.hook = new Thread(() -> {
            checker.stop();
            try {
                reported.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "synod-stop");
    }

    /**
     * Begins to watch for the program's end.
     *
     * @param checker what to stop
     * @return the watch; close it when the report is written
     */
    public static StopOnShutdown of(Checker checker) {
        StopOnShutdown watch = new StopOnShutdown(checker);
        Runtime.getRuntime().addShutdownHook(watch.hook);
        return watch;
    }

    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook goes on now.
        }
    }
}
