package dev.synod.explore.history;

import dev.synod.explore.history.History.Event;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides by exhaustive search whether a small history is linearizable, as Wing and Gong (1993) do: takes some call that no
 * call left precedes, applies it to a map, and goes on. Knows nothing of traces and specifications.
 */
final class WingGong {
    private static final int NEVER = Integer.MAX_VALUE;

    /** @param end where the answer stands; {@link #NEVER} if there is none */
    private record Call(Event invocation, int start, int end, String answer) {}

    private final List<Call> calls = new ArrayList<>();
    private final Set<List<Object>> seen = new HashSet<>();

    private WingGong(History history) {
        List<Event> events = history.events();
        for (int i = 0; i < events.size(); i++) {
            Event call = events.get(i);
            if (call.operation() != null) {
                int end = i + 1;
                while (end < events.size() && !events.get(end).client().equals(call.client())) {
                    end++;
                }
                String answer = end == events.size() ? null : events.get(end).answer();
                calls.add(new Call(call, i, answer == null ? NEVER : end, answer));
            }
        }
    }

    static boolean isLinearizable(History history) {
        return new WingGong(history).search(new BitSet(), new HashMap<>());
    }

    private boolean search(BitSet taken, Map<String, String> map) {
        int soonest = NEVER;
        for (int i = 0; i < calls.size(); i++) {
            if (!taken.get(i)) {
                soonest = Math.min(soonest, calls.get(i).end());
            }
        }
        if (soonest == NEVER) {
            // Whoever is left never hears, and need not have had an effect.
            return true;
        }
        if (!seen.add(List.of(taken.clone(), Map.copyOf(map)))) {
            return false;
        }
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            if (taken.get(i) || call.start() > soonest) {
                continue;
            }
            String key = call.invocation().key();
            String held = map.getOrDefault(key, "-");
            if (call.answer() != null && !call.answer().equals(call.invocation().operation().answer(held))) {
                continue;
            }
            BitSet more = (BitSet) taken.clone();
            more.set(i);
            Map<String, String> next = new HashMap<>(map);
            next.put(key, call.invocation().operation().effect(held));
            if (search(more, next)) {
                return true;
            }
        }
        return false;
    }
}
