package dev.synod.algorithms;

import java.util.ArrayList;
import java.util.List;

/** What nodes would rather have decided; where each prefers something else, a run shows whether they agree. */
public final class Preferences {

    private Preferences() {}

    /** The values, at least one, as the node with that identity, from 0 up, prefers them: another one first for each. */
    public static List<String> of(List<String> values, int id) {
        List<String> order = new ArrayList<>(values);
        order.add(0, order.remove(id % values.size()));
        return order;
    }
}
