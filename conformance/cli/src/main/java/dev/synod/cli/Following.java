package dev.synod.cli;

import dev.synod.replay.ReplayListener;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecChecker;
import dev.synod.replay.TraceFormats;
import dev.synod.replay.Verdict;
import dev.synod.tlc.UnusableInputException;
import dev.synod.trace.GrowingFile;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Replays a trace while it is being written: from a growing file, the standard input or a loopback socket. Tells on the
 * standard error how far it is, and, if it is interrupted, how far it came.
 */
final class Following {
    private static final long TOLD_EVERY = Duration.ofSeconds(1).toNanos();
    private static final int ONE_CLIENT = 1;

    private final PrintWriter err;
    private volatile long events = -1;
    private volatile int candidates;
    private volatile boolean done;
    private long told = System.nanoTime();

    Following(PrintWriter err) {
        this.err = err;
    }

    /** @throws UnusableInputException if the file's name is none */
    static InputStream file(Path file, Integer idleSeconds) {
        return new GrowingFile(file, idleSeconds == null ? null : Duration.ofSeconds(idleSeconds));
    }

    /** The standard input, which stays open. */
    static InputStream standardInput() {
        return new FilterInputStream(System.in) {
            @Override
            public void close() {
                // Not ours.
            }
        };
    }

    /**
     * Waits for one program to connect to a port of this machine.
     *
     * @param port 0 for one that is free
     * @throws UnusableInputException if the port cannot be had
     */
    InputStream listen(int port) {
        try (ServerSocket server = new ServerSocket(port, ONE_CLIENT, InetAddress.getLoopbackAddress())) {
            err.println("listening on " + server.getInetAddress().getHostAddress() + " port " + server.getLocalPort());
            err.flush();
            Socket client = server.accept();
            return new FilterInputStream(client.getInputStream()) {
                @Override
                public void close() throws IOException {
                    client.close();
                }
            };
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableInputException("--listen", "port " + port + ", which cannot be had ("
                    + e.getClass().getSimpleName() + ")", "a free port of this machine, or 0", "name another port");
        }
    }

    /** Replays what comes, up to the trace's footer, its first divergence or the end of the input. */
    ReplayResult replay(Replayer replayer, TraceFormats formats, InputStream in, String name) {
        Thread hook = new Thread(this::interrupted);
        Runtime.getRuntime().addShutdownHook(hook);
        try (TraceSource source = formats.openLive(in, name)) {
            return replayer.replay(source, listener());
        } catch (TraceFormatException e) {
            return malformed(name, e.getMessage());
        } catch (UncheckedIOException e) {
            return malformed(name, name + ": cannot be read further (" + e.getCause().getMessage() + "). Look at what writes it");
        } finally {
            done = true;
            remove(hook);
        }
    }

    private static ReplayResult malformed(String name, String error) {
        return new ReplayResult(name, null, new Verdict.Malformed(error), false, 0, Map.of(), java.util.List.of(),
                Duration.ZERO);
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is going down, and the hook has told.
        }
    }

    private ReplayListener listener() {
        return (count, session) -> {
            events = count;
            candidates = session.candidates();
            tell(session);
        };
    }

    private void tell(SpecChecker.Session session) {
        long now = System.nanoTime();
        if (now - told > TOLD_EVERY) {
            told = now;
            err.printf("%,d events ok, %,d state%s explain%s them%n", events, session.candidates(),
                    session.candidates() == 1 ? "" : "s", session.candidates() == 1 ? "s" : "");
            err.flush();
        }
    }

    private void interrupted() {
        if (!done) {
            err.println(events < 0 ? "interrupted before the first event"
                    : String.format("interrupted: %,d events ok so far, explained by %,d state%s; not the whole trace",
                            events, candidates, candidates == 1 ? "" : "s"));
            err.flush();
        }
    }
}
