package dev.synod.report;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which event sent what another one received, found without knowing the algorithm, in two ways. A vector clock tells from
 * which event news of another node comes. And a value with parts that one event puts into the specification's state and
 * that is an argument of a later event is a message; the variable that held it is the network. The clock tells the very
 * sending where a message was sent more than once, the state also what was never received, and what is old news.
 */
final class Messages {
    /** An event that received nothing, or nothing of which the sender is known. */
    static final int NONE = -1;

    /** How a message came. */
    enum Arrival {
        /** Nothing out of the ordinary. */
        PLAIN,
        /** After a message that the same node sent later. */
        OVERTAKEN,
        /** Not for the first time. */
        REPEATED
    }

    /** A value with parts that an event put into the state. */
    private static final class Sent {
        private final int row;
        private final String variable;
        private boolean received;

        Sent(int row, String variable) {
            this.row = row;
            this.variable = variable;
        }
    }

    private record Row(String node, Map<String, Long> clock) {}

    private final String nullConstant;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Row> lastAt = new HashMap<>();
    /** The row of the event with each count of its node's own clock. */
    private final Map<String, Map<Long, Integer>> byCount = new HashMap<>();
    private final Map<String, List<Sent>> sent = new HashMap<>();
    private final Set<String> networks = new HashSet<>();
    /** What each receiver has received of each sender: the sending rows, and the latest of them. */
    private final Map<List<String>, Set<Integer>> received = new HashMap<>();
    private final Map<List<String>, Integer> latest = new HashMap<>();
    private final List<Integer> sources = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();

    /** What the state gained with the event that is being looked at, by variable and canonical text. */
    private final Map<List<String>, Integer> gains = new LinkedHashMap<>();

    /** @param nullConstant as in the trace's header */
    Messages(String nullConstant) {
        this.nullConstant = nullConstant;
    }

    /** The state has, with the event next told, so many more of these values in a variable; negative for fewer. */
    void gained(String variable, String text, int more) {
        if (Canonical.isStructured(text)) {
            gains.merge(List.of(variable, Canonical.of(text)), more, Integer::sum);
        }
    }

    /** What the state holds before the first event was sent by none. */
    void begin() {
        gains.clear();
    }

    /** Takes the next event, after what the state gained with it. */
    void event(TraceEvent event) {
        int row = rows.size();
        Row now = new Row(event.node(), event.clock());
        int source = NONE;
        Sent message = null;
        int byClock = event.clock() == null ? NONE : newsFrom(event);
        if (event.args() != null) {
            for (Value argument : event.args().values()) {
                if (argument instanceof Value.Rec || argument instanceof Value.Tup || argument instanceof Value.Fun) {
                    Sent found = find(Canonical.of(argument, nullConstant), byClock);
                    message = found == null ? message : found;
                }
            }
        }
        if (message != null) {
            message.received = true;
            if (!rows.get(message.row).node().equals(event.node())) {
                networks.add(message.variable);
            }
        }
        if (byClock != NONE) {
            source = byClock;
        } else if (message != null) {
            source = message.row;
        }
        rows.add(now);
        lastAt.put(event.node(), now);
        if (event.clock() != null) {
            byCount.computeIfAbsent(event.node(), n -> new HashMap<>())
                    .put(event.clock().getOrDefault(event.node(), 0L), row);
        }
        sources.add(source);
        arrivals.add(source == NONE ? Arrival.PLAIN : arrival(source, event.node()));
        gains.forEach((what, more) -> {
            List<Sent> all = sent.computeIfAbsent(what.get(1), w -> new ArrayList<>());
            for (int i = 0; i < more; i++) {
                all.add(new Sent(row, what.get(0)));
            }
            // What is no longer under way is not received again.
            for (int i = more; i < 0; i++) {
                all.stream().filter(s -> s.received && s.variable.equals(what.get(0))).findFirst().ifPresent(all::remove);
            }
        });
        gains.clear();
    }

    private Arrival arrival(int source, String node) {
        List<String> way = List.of(rows.get(source).node(), node);
        boolean again = !received.computeIfAbsent(way, w -> new HashSet<>()).add(source);
        int before = latest.getOrDefault(way, NONE);
        latest.merge(way, source, Math::max);
        return again ? Arrival.REPEATED : source < before ? Arrival.OVERTAKEN : Arrival.PLAIN;
    }

    /** The one event of another node that all that is new in a clock comes from. */
    private int newsFrom(TraceEvent event) {
        Row before = lastAt.get(event.node());
        Map<String, Long> known = before == null || before.clock() == null ? Map.of() : before.clock();
        List<Integer> news = new ArrayList<>();
        for (Map.Entry<String, Long> entry : event.clock().entrySet()) {
            if (!entry.getKey().equals(event.node()) && entry.getValue() > known.getOrDefault(entry.getKey(), 0L)) {
                Integer row = byCount.getOrDefault(entry.getKey(), Map.of()).get(entry.getValue());
                if (row == null) {
                    return NONE;
                }
                news.add(row);
            }
        }
        for (int candidate : news) {
            Map<String, Long> clock = rows.get(candidate).clock();
            if (news.stream().allMatch(other -> clock.getOrDefault(rows.get(other).node(), 0L)
                    >= rows.get(other).clock().getOrDefault(rows.get(other).node(), 0L))) {
                return candidate;
            }
        }
        return NONE;
    }

    /** The sending of a value: the one in that row, or by that row's node, or the first that was not received. */
    private Sent find(String canonical, int row) {
        List<Sent> all = sent.get(canonical);
        if (all == null) {
            return null;
        }
        Sent best = null;
        for (Sent s : all) {
            if (row != NONE && (s.row > row || !rows.get(s.row).node().equals(rows.get(row).node()))) {
                continue;
            }
            if (best == null || best.received && !s.received || s.row == row) {
                best = s;
            }
        }
        return best;
    }

    /** For each event the row of the one that sent what it received, or {@link #NONE}. */
    List<Integer> sources() {
        return sources;
    }

    /** For each event how what it received came. */
    List<Arrival> arrivals() {
        return arrivals;
    }

    /** The rows of the events that sent what no later event received, in order. */
    List<Integer> neverReceived() {
        Set<Integer> heard = new HashSet<>(sources);
        return sent.values().stream().flatMap(List::stream)
                .filter(s -> !s.received && networks.contains(s.variable))
                .map(s -> s.row).distinct().sorted()
                // Sent to several, and one of them received it.
                .filter(row -> !heard.contains(row))
                .toList();
    }

    /** The variables that hold messages. */
    Set<String> networks() {
        return networks;
    }
}
