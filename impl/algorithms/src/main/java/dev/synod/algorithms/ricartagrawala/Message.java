package dev.synod.algorithms.ricartagrawala;

/** What processes send to each other. */
public sealed interface Message {

    /** Asks for permission to enter, under that number. */
    record Request(int number) implements Message {
    }

    /** Gives it. */
    record Reply() implements Message {
    }
}
