package dev.synod.replay;

/**
 * What a replay looks at besides whether each event is a step of the specification.
 *
 * @param properties the properties that the behaviours explaining the trace must have
 * @param coverage   whether to count which disjuncts and arms the steps take
 */
record Examination(PropertyChoice properties, boolean coverage) {
    static final Examination NONE = new Examination(PropertyChoice.NONE, false);
}
