package dev.synod.algorithms.chandylamport;

/** What processes send to each other. */
public sealed interface Message {

    /** An amount of money. */
    record Transfer(int amount) implements Message {
    }

    /** Parts what was sent before its sender recorded its state from what was sent after it. */
    record Marker() implements Message {
    }
}
