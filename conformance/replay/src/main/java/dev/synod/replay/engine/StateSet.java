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
        if (!list.isEmpty()) {
            if (byHash == null) {
                byHash = new HashMap<>();
                byHash.computeIfAbsent(hash(list.get(0)), h -> new ArrayList<>(1)).add(list.get(0));
            }
            List<TLCState> same = byHash.computeIfAbsent(hash(state), h -> new ArrayList<>(1));
            if (isAmong(same, state)) {
                return false;
            }
            same.add(state);
        }
        list.add(state);
        return true;
    }

    boolean contains(TLCState state) {
        return isAmong(byHash == null ? list : byHash.getOrDefault(hash(state), List.of()), state);
    }

    int size() {
        return list.size();
    }

    /** The states in the order in which they came. */
    List<TLCState> list() {
        return list;
    }

    private static boolean isAmong(List<TLCState> states, TLCState state) {
        for (TLCState other : states) {
            if (equal(state, other)) {
                return true;
            }
        }
        return false;
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
