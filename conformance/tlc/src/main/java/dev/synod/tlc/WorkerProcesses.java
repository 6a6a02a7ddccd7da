package dev.synod.tlc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The worker processes of a distributed run on this machine. One that dies is replaced, so that the server, which gives
 * its states to others, always has some; when too many have died the run is given up.
 */
final class WorkerProcesses {

    private static final int MOST_REPLACEMENTS = 8;
    private static final long PAUSE_MILLIS = 500;

    private final ToolProcess.Command command;
    private final Path log;
    private final RunTranscript transcript;
    private final Thread server;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger replacements = new AtomicInteger();
    private volatile boolean ending;
    private volatile String exhausted;

    /**
     * @param command    starts a worker
     * @param log        the server's log; each worker's is beside it
     * @param transcript takes a warning for every worker that dies
     * @param server     the thread that waits for the server; interrupted when the run is given up
     */
    WorkerProcesses(ToolProcess.Command command, Path log, RunTranscript transcript, Thread server) {
        this.command = command;
        this.log = log;
        this.transcript = transcript;
        this.server = server;
    }

    void start(int count) {
        for (int number = 1; number <= count; number++) {
            int worker = number;
            Thread thread = new Thread(() -> keep(worker), "synod-tlc-worker-" + worker);
            threads.add(thread);
            thread.start();
        }
    }

    /** Runs a worker, and another in its place if it dies before the server is done. */
    private void keep(int number) {
        Path workerLog = log.resolveSibling(log.getFileName() + ".worker" + number);
        try {
            while (!ending) {
                ToolProcess.Ending end = new ToolProcess(command, workerLog).run(line -> { });
                if (ending || end.exitCode() == 0) {
                    return;
                }
                if (replacements.incrementAndGet() > MOST_REPLACEMENTS) {
                    giveUp("worker " + number + " ended with exit status " + end.exitCode() + ", and "
                            + MOST_REPLACEMENTS + " were replaced before; see " + Words.path(workerLog));
                    return;
                }
                transcript.warn("worker " + number + " ended with exit status " + end.exitCode()
                        + "; another took its place");
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            giveUp("worker " + number + " cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(String reason) {
        exhausted = reason;
        server.interrupt();
    }

    /** Why the run was given up, if it was. */
    Optional<String> exhausted() {
        return Optional.ofNullable(exhausted);
    }

    /** Ends all workers. */
    void end() {
        ending = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
