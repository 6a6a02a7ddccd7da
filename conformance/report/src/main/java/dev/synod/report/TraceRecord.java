package dev.synod.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.replay.ReplayListener;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecChecker;
import dev.synod.replay.StateChanges;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceSource;
import dev.synod.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replays a trace and notes what the page shows of each event: what was logged, which event sent what it received, and
 * how the specification's state changed. States are noted as changes, so that a long trace takes no more than what
 * happens in it; they are compressed part by part, and the page reads the parts that it needs.
 */
final class TraceRecord implements TraceSource {
    /** How many events a part of the page's data holds. */
    static final int PART = 1_000;
    /** So many events behind the last one that was looked at are shown. */
    private static final int BEHIND = 40;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int VALUE = 0;
    private static final int SET = 1;
    private static final int ADDED = 2;
    private static final int REMOVED = 3;
    private static final int GONE = 4;
    private static final int OPEN = 5;

    private final TraceSource source;
    private final long first;
    private final long most;
    private final Messages messages;
    private final Names nodes = new Names();
    private final Names actions = new Names();
    private final List<Integer> nodeOf = new ArrayList<>();
    private final List<Integer> actionOf = new ArrayList<>();
    private final List<String> eventParts = new ArrayList<>();
    private final List<String> changeParts = new ArrayList<>();
    private final Changes changes = new Changes();
    private ObjectNode events = NODES.objectNode();
    private TraceEvent pending;
    private boolean begun;
    private long leftOut;
    private long lookedAt;

    /** Numbers for texts, in the order in which they come. */
    private static final class Names {
        private final Map<String, Integer> numbers = new LinkedHashMap<>();

        int of(String name) {
            return numbers.computeIfAbsent(name, n -> numbers.size());
        }

        ArrayNode json() {
            ArrayNode array = NODES.arrayNode();
            numbers.keySet().forEach(array::add);
            return array;
        }
    }

    private TraceRecord(TraceSource source, long first, long most) {
        this.source = source;
        this.first = first;
        this.most = most;
        this.messages = new Messages(source.header().nullConstant());
    }

    /**
     * What came of a trace.
     *
     * @param result  the replay's result
     * @param summary what the page knows of the trace at once
     * @param index   which event is whose, as the page holds it
     * @param events  what was logged, part by part
     * @param changes how the state changed, part by part
     */
    record Recorded(ReplayResult result, ObjectNode summary, String index, List<String> events, List<String> changes) {}

    /**
     * Replays a trace.
     *
     * @param first the number of the first event to be shown
     * @param most  how many events to show at most; the replay goes to the end all the same
     */
    static Recorded of(TraceSource source, Replayer replayer, long first, long most) {
        TraceRecord record = new TraceRecord(source, first, most);
        ReplayResult result = replayer.replay(record, record.listener());
        record.flush();
        record.behind();
        return record.recorded(result);
    }

    /** A trace of which not even the header could be read. */
    static Recorded unusable(String name, String error) {
        return new Recorded(Replayer.unusable(name, null, error), NODES.objectNode().put("rows", 0), null, List.of(),
                List.of());
    }

    private ReplayListener listener() {
        return (count, session) -> {
            if ((pending == null ? 0 : pending.n()) == first - 1) {
                session.changes(changes);
                begin();
            } else if (isShown(pending)) {
                session.changes(changes);
            }
        };
    }

    /** Ends the first row: the state before all events that are shown. */
    private void begin() {
        messages.begin();
        changes.endOfRow();
        begun = true;
    }

    private boolean isShown(TraceEvent event) {
        return event != null && event.n() >= first && nodeOf.size() < most;
    }

    /** The events behind the one at which the replay ended: they tell what the run went on to do. */
    private void behind() {
        lookedAt = nodeOf.size();
        try {
            for (int i = 0; i < BEHIND; i++) {
                TraceEvent event = source.next();
                if (event == null) {
                    break;
                }
                pending = event;
                flush();
            }
        } catch (TraceFormatException e) {
            // The verdict is on what came before.
            pending = null;
        }
    }

    private void flush() {
        if (pending == null) {
            return;
        }
        if (!isShown(pending)) {
            leftOut++;
            pending = null;
            return;
        }
        if (!begun) {
            begin();
        }
        nodeOf.add(nodes.of(pending.node()));
        actionOf.add(pending.action() == null ? -1 : actions.of(pending.action()));
        events.withArray("args").add(arguments(pending));
        events.withArray("state").add(logged(pending));
        ObjectNode clock = NODES.objectNode();
        if (pending.clock() != null) {
            pending.clock().forEach(clock::put);
        }
        events.withArray("clock").add(clock);
        events.withArray("line").add(lineOf);
        messages.event(pending);
        changes.endOfRow();
        pending = null;
        if (nodeOf.size() % PART == 0) {
            endOfPart();
        }
    }

    private void endOfPart() {
        eventParts.add(Compressed.of(events));
        events = NODES.objectNode();
        changeParts.add(changes.endOfPart());
    }

    private static ArrayNode arguments(TraceEvent event) {
        ArrayNode array = NODES.arrayNode();
        if (event.args() != null) {
            event.args().forEach((name, value) -> array.add(name).add(value.toString()));
        }
        return array;
    }

    private static ArrayNode logged(TraceEvent event) {
        ArrayNode array = NODES.arrayNode();
        event.state().forEach((name, value) -> {
            if (value != Value.UNTOLD) {
                array.add(name).add(value.toString());
            }
        });
        return array;
    }

    private Recorded recorded(ReplayResult result) {
        if (nodeOf.size() % PART != 0 || changes.isPending()) {
            endOfPart();
        }
        ObjectNode index = NODES.objectNode();
        index.set("nodes", nodes.json());
        index.set("actions", actions.json());
        ints(index.putArray("node"), nodeOf);
        ints(index.putArray("action"), actionOf);
        ints(index.putArray("from"), messages.sources());
        ints(index.putArray("arrival"), messages.arrivals().stream().map(Enum::ordinal).toList());
        ints(index.putArray("unheard"), messages.neverReceived());
        ObjectNode summary = NODES.objectNode();
        summary.put("first", first);
        summary.put("rows", nodeOf.size());
        summary.put("lookedAt", lookedAt);
        summary.put("leftOut", leftOut);
        summary.put("part", PART);
        summary.put("parts", eventParts.size());
        ArrayNode networks = summary.putArray("networks");
        messages.networks().forEach(networks::add);
        return new Recorded(result, summary, Compressed.of(index), eventParts, changeParts);
    }

    private static void ints(ArrayNode array, List<Integer> values) {
        values.forEach(v -> array.add(v.intValue()));
    }

    // -- the trace, as the replay reads it ---------------------------------------------------------------------------

    private long lineOf;

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public TraceHeader header() {
        return source.header();
    }

    @Override
    public TraceEvent next() {
        flush();
        TraceEvent event = source.next();
        pending = event;
        lineOf = source.line();
        return event;
    }

    @Override
    public long line() {
        return source.line();
    }

    @Override
    public boolean complete() {
        return source.complete();
    }

    @Override
    public boolean cutShort() {
        return source.cutShort();
    }

    @Override
    public void close() {
        source.close();
    }

    // -- the state ---------------------------------------------------------------------------------------------------

    /**
     * The changes of the state as numbers: what happened, to which part, with which text. A part of the data brings along
     * the names that it is the first to use. Its first row, in the first part, is the initial state.
     */
    private final class Changes implements StateChanges {
        private final Map<List<String>, Integer> cells = new HashMap<>();
        private final Map<String, Integer> texts = new HashMap<>();
        private final Map<List<String>, String> values = new HashMap<>();
        private ArrayNode newCells = NODES.arrayNode();
        private ArrayNode newTexts = NODES.arrayNode();
        private ArrayNode rows = NODES.arrayNode();
        private ArrayNode row = NODES.arrayNode();

        @Override
        public void value(List<String> path, String value) {
            row.add(VALUE).add(cell(path)).add(text(value));
            moved(path, values.put(path, value), value);
        }

        @Override
        public void set(List<String> path) {
            row.add(SET).add(cell(path)).add(0);
        }

        @Override
        public void added(List<String> path, String element) {
            row.add(ADDED).add(cell(path)).add(text(element));
            messages.gained(path.get(0), element, 1);
        }

        @Override
        public void removed(List<String> path, String element) {
            row.add(REMOVED).add(cell(path)).add(text(element));
            messages.gained(path.get(0), element, -1);
        }

        @Override
        public void gone(List<String> path) {
            row.add(GONE).add(cell(path)).add(0);
            moved(path, values.remove(path), null);
        }

        @Override
        public void open(String variable) {
            row.add(OPEN).add(cell(List.of(variable))).add(0);
        }

        /** A value may be a message, or count how many there are of the one that is the argument (a bag). */
        private void moved(List<String> path, String before, String after) {
            if (before != null) {
                messages.gained(path.get(0), before, -1);
            }
            if (after != null) {
                messages.gained(path.get(0), after, 1);
            }
            int counted = count(after) - count(before);
            if (path.size() > 1 && counted != 0) {
                messages.gained(path.get(0), path.get(path.size() - 1), counted);
            }
        }

        private int count(String value) {
            return value != null && value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
        }

        private int cell(List<String> path) {
            return cells.computeIfAbsent(path, p -> {
                ArrayNode names = newCells.addArray();
                p.forEach(names::add);
                return cells.size();
            });
        }

        private int text(String value) {
            return texts.computeIfAbsent(value, v -> {
                newTexts.add(v);
                return texts.size();
            });
        }

        void endOfRow() {
            rows.add(row);
            row = NODES.arrayNode();
        }

        boolean isPending() {
            return !rows.isEmpty();
        }

        String endOfPart() {
            ObjectNode part = NODES.objectNode();
            part.set("cells", newCells);
            part.set("texts", newTexts);
            part.set("rows", rows);
            newCells = NODES.arrayNode();
            newTexts = NODES.arrayNode();
            rows = NODES.arrayNode();
            return Compressed.of(part);
        }
    }
}
