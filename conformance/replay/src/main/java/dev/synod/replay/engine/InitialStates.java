package dev.synod.replay.engine;

import dev.synod.replay.Attempt;
import dev.synod.replay.Divergence;
import dev.synod.replay.SpecException;
import dev.synod.replay.VariableDifference;
import dev.synod.trace.Mapping;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.TLCState;
import tlc2.value.impl.Value;

/** Holds what a header says of the initial state to the specification's initial predicate. */
final class InitialStates {
    private static final int MAX_COMPARED = 1_000;

    private final SpecEngine engine;
    private final TraceHeader header;

    InitialStates(SpecEngine engine, TraceHeader header) {
        this.engine = engine;
        this.header = header;
    }

    /**
     * Those of the states that have the values which the header gives.
     *
     * @throws SpecException if a value is none that TLC has
     */
    List<TLCState> among(List<TLCState> states) {
        Map<OpDeclNode, Value> given = given();
        return given.isEmpty() ? states : states.stream()
                .filter(s -> given.entrySet().stream().allMatch(
                        e -> Membership.same((Value) s.lookup(e.getKey().getName()), e.getValue())))
                .toList();
    }

    private Map<OpDeclNode, Value> given() {
        Map<OpDeclNode, Value> given = new LinkedHashMap<>();
        header.initial().forEach((name, value) ->
                given.put(engine.variables().get(name), engine.values().settle(engine.values().decode(value))));
        return given;
    }

    /** That no initial state has these values: the closest, and how it differs. */
    Divergence divergence() {
        Map<OpDeclNode, Value> given = given();
        List<TLCState> states = engine.initial();
        TLCState closest = states.subList(0, Math.min(MAX_COMPARED, states.size())).stream()
                .min(Comparator.comparingInt(s -> differences(given, s).size())).orElseThrow();
        TraceEvent event = new TraceEvent(0, Mapping.NOBODY, null, "Init", null, header.initial());
        SemanticNode predicate = engine.tool().getInitStateSpec().elementAt(0).pred;
        SourceText source = new SourceText(engine.folders());
        Map<String, String> before = new LinkedHashMap<>();
        engine.variables().forEach((name, v) -> before.put(name, TlcValues.show((Value) closest.lookup(v.getName()))));
        Attempt attempt = new Attempt("Init", Map.of(), source.text(predicate), source.location(predicate),
                "none of the " + states.size() + " initial states has these values", List.of(),
                differences(given, closest), 0);
        return new Divergence(event, 1, List.of(attempt), states.size(), states.size(), before, List.of(),
                new Divergence.Enabled(List.of(), 0, List.of(), false));
    }

    private static List<VariableDifference> differences(Map<OpDeclNode, Value> given, TLCState state) {
        List<VariableDifference> differences = new ArrayList<>();
        given.forEach((variable, logged) -> {
            Value own = (Value) state.lookup(variable.getName());
            if (!Membership.same(own, logged)) {
                differences.add(new VariableDifference(variable.getName().toString(), "initially",
                        TlcValues.show(own), TlcValues.show(logged)));
            }
        });
        return differences;
    }
}
