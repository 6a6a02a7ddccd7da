package dev.synod.algorithms.oralmessages;

/** What the generals may do. */
public enum Order {
    /** Attack. */
    ATTACK,
    /** Retreat: what a general takes for the order where it has none. */
    RETREAT
}
