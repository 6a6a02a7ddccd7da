package dev.synod.explore.history;

import dev.synod.trace.HistoryRecorder;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A history of a map, in a line: {@code a put x 1, b get x, a ok, b = 1}. A client calls {@code get KEY},
 * {@code put KEY VALUE} or {@code cas KEY EXPECTED VALUE}; it is answered {@code ok}, {@code no} or {@code = VALUE}, or it
 * gives up: {@code ?}. A dash stands for no value.
 */
record History(List<Event> events) {

    /** An invocation, where there is an operation; else an answer, or null for one that never comes. */
    record Event(String client, String key, Operation operation, String answer) {
        @Override
        public String toString() {
            return client + " " + (operation != null ? operation.text(key)
                    : answer == null ? "?" : answer.equals("ok") || answer.equals("no") ? answer : "= " + answer);
        }
    }

    /** @param expected of a cas only; value of neither for a get */
    record Operation(String type, String expected, String value) {
        String text(String key) {
            return type + " " + key + (expected == null ? "" : " " + expected) + (value == null ? "" : " " + value);
        }

        Value toValue() {
            return switch (type) {
                case "get" -> HistoryRecorder.get();
                case "put" -> HistoryRecorder.put(value);
                default -> HistoryRecorder.cas(orNull(expected), value);
            };
        }

        /** The answer where the key has a value. */
        String answer(String held) {
            return switch (type) {
                case "get" -> held;
                case "put" -> "ok";
                default -> held.equals(expected) ? "ok" : "no";
            };
        }

        /** The value that the key has afterwards. */
        String effect(String held) {
            return type.equals("get") || type.equals("cas") && !held.equals(expected) ? held : value;
        }
    }

    private static String orNull(String value) {
        return value.equals("-") ? null : value;
    }

    static History of(String text) {
        List<Event> events = new ArrayList<>();
        Map<String, String> keys = new HashMap<>();
        for (String part : text.strip().split("\\s*,\\s*")) {
            String[] words = part.split("\\s+");
            Operation operation = switch (words[1]) {
                case "get" -> new Operation("get", null, null);
                case "put" -> new Operation("put", null, words[3]);
                case "cas" -> new Operation("cas", words[3], words[4]);
                default -> null;
            };
            if (operation != null) {
                keys.put(words[0], words[2]);
            }
            events.add(new Event(words[0], keys.get(words[0]), operation,
                    operation != null || words[1].equals("?") ? null : words[1].equals("=") ? words[2] : words[1]));
        }
        return new History(events);
    }

    /** The trace that a recorder makes of it. */
    byte[] trace(String about) {
        Collection<String> keys = new TreeSet<>();
        events.forEach(e -> keys.add(e.key()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, HistoryRecorder.Call> calls = new HashMap<>();
        try (HistoryRecorder recorder = new HistoryRecorder(new TraceWriter(out,
                HistoryRecorder.mapHeader(keys, Map.of("history", Value.of(about)))))) {
            for (Event e : events) {
                if (e.operation() != null) {
                    calls.put(e.client(), recorder.invoke(e.client(), e.key(), e.operation().toValue()));
                } else if (e.answer() == null) {
                    calls.get(e.client()).giveUp();
                } else {
                    calls.get(e.client()).respond(switch (e.answer()) {
                        case "ok" -> HistoryRecorder.done(true);
                        case "no" -> HistoryRecorder.done(false);
                        default -> HistoryRecorder.found(orNull(e.answer()));
                    });
                }
            }
        }
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return events.stream().map(Event::toString).collect(Collectors.joining(", "));
    }

    /**
     * What random clients see of one map.
     *
     * @param lost  how many of a hundred calls are given up, with or without effect, then or later
     * @param wrong how many of a thousand answers are replaced by another that the call might have got
     */
    record Plan(int clients, int keys, int values, int calls, int lost, int wrong) {

        History random(SplittableRandom random) {
            List<Event> events = new ArrayList<>();
            Map<String, String> map = new HashMap<>();
            Map<String, Event> called = new HashMap<>();
            Map<String, String> answers = new HashMap<>();
            List<Event> orphans = new ArrayList<>();
            for (int left = calls; left > 0 || !called.isEmpty(); ) {
                String client = "c" + random.nextInt(clients);
                Event call = called.get(client);
                if (call == null && left > 0) {
                    String value = Integer.toString(random.nextInt(values));
                    String expected = random.nextInt(values + 1) == 0 ? "-" : Integer.toString(random.nextInt(values));
                    call = new Event(client, "k" + random.nextInt(keys), switch (random.nextInt(3)) {
                        case 0 -> new Operation("get", null, null);
                        case 1 -> new Operation("put", null, value);
                        default -> new Operation("cas", expected, value);
                    }, null);
                    events.add(call);
                    called.put(client, call);
                    left--;
                } else if (call != null && random.nextInt(100) < lost) {
                    events.add(new Event(client, call.key(), null, null));
                    if (answers.remove(client) == null) {
                        orphans.add(call);
                    }
                    called.remove(client);
                } else if (call != null && !answers.containsKey(client)) {
                    answers.put(client, take(call, map));
                } else if (call != null) {
                    String answer = answers.remove(client);
                    if (random.nextInt(1000) < wrong) {
                        answer = call.operation().type().equals("get") ? Integer.toString(random.nextInt(values))
                                : call.operation().type().equals("cas") ? answer.equals("ok") ? "no" : "ok" : answer;
                    }
                    events.add(new Event(client, call.key(), null, answer));
                    called.remove(client);
                }
                if (!orphans.isEmpty() && random.nextInt(10) == 0) {
                    take(orphans.remove(random.nextInt(orphans.size())), map);
                }
            }
            return new History(events);
        }

        private static String take(Event call, Map<String, String> map) {
            String held = map.getOrDefault(call.key(), "-");
            map.put(call.key(), call.operation().effect(held));
            return call.operation().answer(held);
        }
    }
}
