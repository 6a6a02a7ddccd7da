package dev.synod.trace;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Records a history: the calls that clients make on shared objects, their answers, and the calls whose outcome nobody
 * knows, in the order of real time, which is the order of the file. The history is a trace as any other and may be held
 * to a specification with the actions {@code Invoke(c, k, op)}, {@code Respond(c, k, answer)} and {@code GiveUp(c, k)},
 * where c is the client and k the object, such as {@code linearizable-map/LinearizableMap}, whose objects are the keys of
 * a map.
 *
 * <p>The order is right if a client calls {@link #invoke} before anything of its call can reach the object, and
 * {@link Call#respond} only after the answer has reached it. A call that neither is answered nor given up is in progress
 * to the end of the history. When in doubt whether a call had an effect (a timeout, a connection that broke, an answer
 * that says so), {@link Call#giveUp give it up}; never leave its invocation out.
 *
 * <p>Safe for use by several threads at once. Every event is passed on to the file at once, so that the history of a
 * program that was killed lacks its footer and nothing else.
 */
public final class HistoryRecorder implements Closeable {
    private static final String CLIENT = "c";
    private static final String OBJECT = "k";

    private final TraceWriter writer;
    private final Map<String, Map<String, Call>> inProgress = new HashMap<>();
    private boolean closed;

    /** @param writer takes the events, and is closed with the recorder; its header's {@code self} should be {@code c} */
    public HistoryRecorder(TraceWriter writer) {
        this.writer = writer;
    }

    /**
     * Records a history of a map in a file; an existing file is replaced.
     *
     * @param keys   all keys that clients will use
     * @param source where the history comes from; free, for people and tools
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static HistoryRecorder ofMap(Path file, Collection<String> keys, Map<String, Value> source) {
        return new HistoryRecorder(TraceWriter.to(file, mapHeader(keys, source)));
    }

    /** The header of a history of a map: nothing but calls and answers is logged. */
    public static TraceHeader mapHeader(Collection<String> keys, Map<String, Value> source) {
        return new TraceHeader("linearizable-map/LinearizableMap",
                Map.of("Key", Value.set(keys.stream().sorted().distinct().map(Value::of).toList())), "Absent", CLIENT,
                List.of(), List.of(), List.of("Linearize", "LinearizeOrphan"), source);
    }

    /** The operation that asks for the value of a key. */
    public static Value get() {
        return Value.rec(Map.of("type", Value.of("Get")));
    }

    /** The operation that gives a key a value. */
    public static Value put(String value) {
        return record("type", Value.of("Put"), "value", Value.of(value));
    }

    /**
     * The operation that gives a key a value if it has another one, compare-and-set.
     *
     * @param expected that other one; null for none
     */
    public static Value cas(String expected, String value) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("type", Value.of("Cas"));
        fields.put("expected", orNull(expected));
        fields.put("value", Value.of(value));
        return Value.rec(fields);
    }

    /** The answer to a get: the value, or null where the key has none. */
    public static Value found(String value) {
        return Value.rec(Map.of("value", orNull(value)));
    }

    /** The answer to a put, which is always done, or to a compare-and-set. */
    public static Value done(boolean done) {
        return Value.rec(Map.of("done", Value.of(done)));
    }

    private static Value orNull(String value) {
        return value == null ? Value.NULL : Value.of(value);
    }

    private static Value record(String a, Value first, String b, Value second) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put(a, first);
        fields.put(b, second);
        return Value.rec(fields);
    }

    /** A call in progress. It ends once. */
    public final class Call {
        private final String client;
        private final String object;

        private Call(String client, String object) {
            this.client = client;
            this.object = object;
        }

        /**
         * The client has its answer.
         *
         * @throws IllegalStateException         if the call has ended before
         * @throws java.io.UncheckedIOException if the history cannot be written
         */
        public void respond(Value answer) {
            end("Respond", Objects.requireNonNull(answer));
        }

        /**
         * The client waits no longer: the call may have had its effect, or may have it at any later time, or never.
         *
         * @throws IllegalStateException         if the call has ended before
         * @throws java.io.UncheckedIOException if the history cannot be written
         */
        public void giveUp() {
            end("GiveUp", null);
        }

        private void end(String action, Value answer) {
            synchronized (HistoryRecorder.this) {
                if (!inProgress.getOrDefault(client, Map.of()).remove(object, this)) {
                    throw new IllegalStateException("the call of " + client + " on " + object + " has ended before");
                }
                write(client, object, action, "answer", answer);
            }
        }
    }

    /**
     * A client calls. To be told before the call is made.
     *
     * @param client    its name
     * @param object    what it calls, for example a key
     * @param operation what it asks for
     * @return the call, to be told how it ends
     * @throws IllegalStateException         if the client has another call in progress on the object
     * @throws java.io.UncheckedIOException if the history cannot be written
     */
    public synchronized Call invoke(String client, String object, Value operation) {
        Objects.requireNonNull(operation);
        Call call = new Call(client, object);
        if (inProgress.computeIfAbsent(client, c -> new HashMap<>()).putIfAbsent(object, call) != null) {
            throw new IllegalStateException(client + " has a call in progress on " + object
                    + ". End it before the next, or give the other thread a client's name of its own");
        }
        write(client, object, "Invoke", "op", operation);
        return call;
    }

    private void write(String client, String object, String action, String name, Value value) {
        if (closed) {
            return;
        }
        Map<String, Value> args = new LinkedHashMap<>();
        args.put(CLIENT, Value.of(client));
        args.put(OBJECT, Value.of(object));
        if (value != null) {
            args.put(name, value);
        }
        writer.write(new TraceEvent(writer.events() + 1, client, null, action, args, Map.of()));
        writer.flush();
    }

    /** How many events were recorded. */
    public synchronized long events() {
        return writer.events();
    }

    /**
     * Ends the history. What comes later is not recorded, and need not be: the beginning of a history tells nothing that
     * its continuation could make untrue.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            writer.finish();
            writer.close();
        }
    }
}
