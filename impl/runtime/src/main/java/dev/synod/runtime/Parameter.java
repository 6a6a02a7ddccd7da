package dev.synod.runtime;

import java.lang.invoke.MethodHandle;
import java.util.Iterator;
import java.util.stream.BaseStream;

/** One parameter of an action. */
public final class Parameter {

    /** Where a parameter's value comes from. */
    public enum Kind {
        /** The process that acts: its state in Java, its node in the spec. */
        SELF,
        /** The message received. */
        MESSAGE,
        /** The node that sent the message received. */
        SENDER,
        /** One of the values that the machine supplies: the choice is the driver's. */
        CHOSEN,
        /** All messages received in a round, a map from their senders: {@link NetworkKind#ROUNDS}. */
        INBOX,
        /** The nodes that the last messages of a process reach, which crashes while it sends: {@link Crash}. */
        REACHED,
        /** What a traitor says in a round, a map from the nodes to which it says it: {@link Byzantine}. */
        SAID
    }

    private final String name;
    private final Class<?> type;
    private final Kind kind;
    private final MethodHandle supply;

    Parameter(String name, Class<?> type, Kind kind, MethodHandle supply) {
        this.name = name;
        this.type = type;
        this.kind = kind;
        this.supply = supply;
    }

    /** Its name, in Java and in the spec. */
    public String name() {
        return name;
    }

    /** Its type; that of a primitive is its box. */
    public Class<?> type() {
        return type;
    }

    /** Where its value comes from. */
    public Kind kind() {
        return kind;
    }

    /** The candidates for a {@link Kind#CHOSEN} parameter in that state, lazily; there may be infinitely many. */
    public Iterator<?> candidates(Machine<?, ?> machine, Record state) {
        Object supplied;
        try {
            supplied = (Object) supply.invokeExact((Object) machine, (Object) state);
        } catch (Throwable e) {
            throw RecordShape.unchecked(e);
        }
        return supplied instanceof BaseStream<?, ?> stream ? stream.iterator() : ((Iterable<?>) supplied).iterator();
    }
}
