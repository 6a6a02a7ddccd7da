package dev.synod.runtime.trace;

import dev.synod.runtime.Ensemble;
import dev.synod.runtime.GrowingSet;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NamingContract;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.RecordShape;
import dev.synod.runtime.StructuralOrder;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Turns the steps of a run into the events of a trace: what was done, by whom, and what it changed. */
public final class TraceSink implements EventSink<Record> {

    private final ValueEncoder encoder;
    private final Consumer<? super TraceEvent> events;

    /** A sink for the steps of those machines, which hands each event on. */
    public TraceSink(Ensemble<?, ?> ensemble, Consumer<? super TraceEvent> events) {
        this.encoder = new ValueEncoder(ensemble.machines().get(0).messageType());
        this.events = events;
    }

    /** A sink for the steps of those machines, which writes each event; to finish the trace is the caller's. */
    public static TraceSink to(Ensemble<?, ?> ensemble, TraceWriter writer) {
        return new TraceSink(ensemble, writer::write);
    }

    /**
     * The header of a trace of those machines, which observes every component of their state.
     *
     * @param source where the trace comes from, besides the algorithm, which comes first
     */
    public static TraceHeader header(Ensemble<?, ?> ensemble, Map<String, Value> source) {
        Machine<?, ?> machine = ensemble.machines().get(0);
        ValueEncoder encoder = new ValueEncoder(machine.messageType());
        Map<String, Value> constants = new LinkedHashMap<>();
        machine.constants().forEach((name, value) -> constants.put(name, encoder.encode(value)));
        Map<String, Value> from = new LinkedHashMap<>();
        from.put("algorithm", Value.of(ensemble.algorithm().name()));
        from.putAll(source);
        return new TraceHeader(
                ensemble.algorithm().spec(),
                constants,
                machine.nullConstant(),
                self(machine),
                RecordShape.of(machine.initial().getClass()).names(),
                List.of(),
                List.of(),
                from);
    }

    /** The name that all actions give to their first parameter, the acting process; null if they do not agree. */
    private static String self(Machine<?, ?> machine) {
        List<String> names = NamingContract.of(machine).actions().stream()
                .map(action -> action.parameters().get(0))
                .distinct()
                .toList();
        return names.size() == 1 ? names.get(0) : null;
    }

    @Override
    public void accept(StepEvent<?> event) {
        events.accept(encode(event));
    }

    /** The event of the trace for that step. */
    public TraceEvent encode(StepEvent<?> event) {
        List<String> names = event.transition().action().parameterNames();
        List<Object> arguments = event.transition().arguments();
        Map<String, Value> args = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            args.put(names.get(i), encoder.encode(arguments.get(i)));
        }
        NodeId node = event.node();
        return new TraceEvent(
                event.n(), node.name(), event.clock(), event.action(), args, change(event.before(), event.after()));
    }

    /** What a large value gained and lost, so that a trace's lines do not grow with the run; else the whole value. */
    private Value changed(Object before, Object after) {
        if (before instanceof GrowingSet<?> old && !old.isEmpty() && after instanceof GrowingSet<?> grown) {
            Optional<List<Value>> news = since(grown, old).map(all -> all.stream().map(encoder::encode).toList());
            if (news.isPresent()) {
                return Value.plus(news.get());
            }
        } else if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> map) {
            Set<Object> different = new HashSet<>();
            int common = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object was = old.get(entry.getKey());
                boolean had = was != null || old.containsKey(entry.getKey());
                if (!had || !Objects.equals(was, entry.getValue())) {
                    different.add(entry.getKey());
                }
                common += had ? 1 : 0;
            }
            List<Value.Entry> entries = new ArrayList<>();
            for (Object key : StructuralOrder.sorted(different)) {
                entries.add(new Value.Entry(encoder.encode(key), encoder.encode(map.get(key))));
            }
            List<Value> gone = common == old.size() ? List.of() : StructuralOrder.sorted(old.keySet()).stream()
                    .filter(key -> !map.containsKey(key)).map(encoder::encode).toList();
            if (entries.size() + gone.size() < map.size()) {
                return new Value.Except(entries, gone);
            }
        }
        return encoder.encode(after);
    }

    @SuppressWarnings("unchecked") // Both are values of one component.
    private static <T> Optional<List<T>> since(GrowingSet<T> grown, GrowingSet<?> before) {
        return grown.since((GrowingSet<T>) before);
    }

    private Map<String, Value> change(Record before, Record after) {
        if (before == after) {
            return Map.of();
        }
        RecordShape shape = RecordShape.of(after.getClass());
        Map<String, Value> changed = new LinkedHashMap<>();
        for (int i = 0; i < shape.size(); i++) {
            Object value = shape.value(after, i);
            if (!Objects.equals(shape.value(before, i), value)) {
                changed.put(shape.names().get(i), changed(shape.value(before, i), value));
            }
        }
        return changed;
    }
}
