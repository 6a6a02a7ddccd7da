package dev.synod.replay.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.value.impl.Value;

/** States without repetition; costs nothing as long as there is one. */
final class StateSet {
    private final List<TLCState> list = new ArrayList<>(1);
    private Map<Long, List<TLCState>> byHash;

    /** Adds a state whose values are settled; says whether it is new. */
    boolean add(TLCState state) {
        return keep(state) == state;
    }

    /** Adds a state whose values are settled, unless an equal one is there: the one that is there now. */
    TLCState keep(TLCState state) {
        if (!list.isEmpty()) {
            if (byHash == null) {
                byHash = new HashMap<>();
                byHash.computeIfAbsent(hash(list.get(0)), h -> new ArrayList<>(1)).add(list.get(0));
            }
            List<TLCState> same = byHash.computeIfAbsent(hash(state), h -> new ArrayList<>(1));
            TLCState known = among(same, state);
            if (known != null) {
                return known;
            }
            same.add(state);
        }
        list.add(state);
        return state;
    }

    boolean contains(TLCState state) {
        return among(byHash == null ? list : byHash.getOrDefault(hash(state), List.of()), state) != null;
    }

    int size() {
        return list.size();
    }

    /** The states in the order in which they came. */
    List<TLCState> list() {
        return list;
    }

    /** The state of the list that is equal to the given one, or null. */
    private static TLCState among(List<TLCState> states, TLCState state) {
        for (TLCState other : states) {
            if (equal(state, other)) {
                return other;
            }
        }
        return null;
    }

    private static boolean equal(TLCState a, TLCState b) {
        for (OpDeclNode variable : TLCState.vars) {
            Object value = a.lookup(variable.getName());
            if (value != b.lookup(variable.getName()) && !value.equals(b.lookup(variable.getName()))) {
                return false;
            }
        }
        return true;
    }

    private static long hash(TLCState state) {
        long hash = 0;
        for (OpDeclNode variable : TLCState.vars) {
            hash = hash * 31 + TlcValues.hash((Value) state.lookup(variable.getName()));
        }
        return hash;
    }
}
