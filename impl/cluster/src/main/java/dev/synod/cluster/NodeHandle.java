package dev.synod.cluster;

import dev.synod.runtime.NodeId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A node's process as the one who leads it has it in hand: one after another, if it is killed and started again. */
final class NodeHandle {

    private static final int LONGEST_STOP = 20_000;

    private final Assignment assignment;
    private final Launcher launcher;
    private final Consumer<NodeHandle> listening;
    private final BiConsumer<NodeId, String> told;
    private volatile Process process;
    private volatile Writer commands;
    private volatile int port;
    private volatile boolean expected;
    private volatile String failure;
    private NodeStatus before = NodeStatus.NONE;
    private NodeStatus status = NodeStatus.NONE;

    /**
     * A handle without a process.
     *
     * @param listening told when a process of it has told where it listens
     * @param told      what the service on the node tells
     */
    NodeHandle(Assignment assignment, Launcher launcher, Consumer<NodeHandle> listening, BiConsumer<NodeId, String> told) {
        this.told = told;
        this.assignment = assignment;
        this.launcher = launcher;
        this.listening = listening;
    }

    NodeId self() {
        return NodeId.of(assignment.self());
    }

    /** The node's own folder. */
    Path folder() {
        return assignment.folder();
    }

    /** Where it listens; 0 if it does not. */
    int port() {
        return port;
    }

    /** Why it has ended by itself; null if it has not. */
    String failure() {
        return failure;
    }

    /** The command that tells a node where those listen that do. */
    static String peers(Collection<NodeHandle> nodes) {
        return "peers" + nodes.stream().filter(NodeHandle::isUp).map(node -> " " + node.self() + "=" + node.port())
                .collect(Collectors.joining());
    }

    void fail(String why) {
        failure = "node " + self() + ": " + why;
    }

    synchronized void start() throws IOException {
        Files.createDirectories(assignment.folder());
        process = launcher.start(log());
        // Not before there is another process: the end of the last one may be seen only now.
        expected = false;
        Writer to = process.outputWriter(StandardCharsets.UTF_8);
        tell(to, assignment.toJson());
        // Only now: other threads must not tell it anything before that.
        commands = to;
        Process mine = process;
        Thread reader = new Thread(() -> read(mine), "output of " + self());
        reader.setDaemon(true);
        reader.start();
    }

    private Path log() {
        return assignment.folder().resolve("node.log");
    }

    private void read(Process mine) {
        try (BufferedReader output = mine.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] words = line.split(" ");
                if (words[0].equals("listening")) {
                    if (listens(mine, Integer.parseInt(words[1]))) {
                        listening.accept(this);
                    }
                } else if (words[0].equals("service")) {
                    told.accept(self(), line.substring("service ".length()));
                } else if (words[0].equals("status")) {
                    status(words);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // It has ended, as is seen below.
        }
        try {
            int exit = mine.waitFor();
            if (mine == process && !expected) {
                fail("ended by itself (exit status " + exit + "): " + lastWords());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notes where it listens, unless it has been killed meanwhile. */
    private synchronized boolean listens(Process mine, int where) {
        boolean current = mine == process && mine.isAlive();
        port = current ? where : port;
        return current;
    }

    private synchronized void status(String[] words) {
        long[] n = new long[words.length];
        for (int i = 1; i < words.length; i++) {
            n[i] = Long.parseLong(words[i]);
        }
        status = new NodeStatus(n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
            return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            return "its log cannot be read (" + e.getMessage() + ")";
        }
    }

    /** What all of its processes have done, as far as they have told. */
    synchronized NodeStatus total() {
        return before.plus(status);
    }

    boolean isUp() {
        return port > 0;
    }

    /** Gives it a command; one that is gone takes none. */
    void tell(String command) {
        Writer to = commands;
        if (to != null) {
            tell(to, command);
        }
    }

    private static void tell(Writer to, String command) {
        synchronized (to) {
            try {
                to.write(command);
                to.write('\n');
                to.flush();
            } catch (IOException e) {
                // It has ended; whoever started it sees that.
            }
        }
    }

    void awaitListening(long millis) throws InterruptedException {
        for (long waited = 0; !isUp() && failure == null; waited += 10) {
            if (waited > millis) {
                fail("did not start in " + millis / 1000 + " s: " + lastWords());
            }
            Thread.sleep(10);
        }
    }

    /** Kills it (SIGKILL), and waits until it is gone. */
    void kill() {
        expected = true;
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            port = 0;
            before = before.plus(status);
            status = NodeStatus.NONE;
        }
    }

    /** Lets it stand still for a while; it goes on even if this process ends meanwhile. */
    void pause(long millis) throws IOException {
        String seconds = String.format(Locale.ROOT, "%.3f", millis / 1e3);
        new ProcessBuilder("sh", "-c", "kill -STOP $0 && sleep $1; kill -CONT $0", Long.toString(process.pid()), seconds)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Lets it commit and end; kills it if it does not. */
    void stop() throws InterruptedException {
        if (process == null || failure != null) {
            return;
        }
        expected = true;
        tell("stop");
        if (!process.waitFor(LONGEST_STOP, TimeUnit.MILLISECONDS)) {
            fail("did not stop in " + LONGEST_STOP / 1000 + " s: " + lastWords());
        } else if (process.exitValue() != 0) {
            fail("did not end in peace (exit status " + process.exitValue() + "): " + lastWords());
        }
    }

    /** Ends it, however. */
    void end() {
        expected = true;
        Process mine = process;
        if (mine != null && mine.isAlive()) {
            mine.destroyForcibly();
        }
    }
}
