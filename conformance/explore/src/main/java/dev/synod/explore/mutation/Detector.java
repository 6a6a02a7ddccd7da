package dev.synod.explore.mutation;

import java.nio.file.Path;

/**
 * A check that may notice that a specification was changed. They are asked one after another, the cheapest first, until
 * one of them does: a replay, a model check, and whatever else holds a specification to something.
 */
public interface Detector extends AutoCloseable {

    /** What it is called in the table. */
    String name();

    /**
     * What it says of a changed specification.
     *
     * @param specs  a folder of specifications in which the algorithm's is the changed one
     * @param module the changed module's file in it
     */
    Finding check(Path specs, Path module) throws InterruptedException;

    /** Lets go of what it holds. */
    @Override
    default void close() {}

    /** What a check says. */
    enum Kind {
        /** It differs from what the unchanged specification gives, or cannot be evaluated. */
        NOTICED,
        /** Nothing differs. */
        NOTHING,
        /** A limit was reached. */
        UNDECIDED
    }

    /**
     * What a check says, and how it comes to it.
     *
     * @param kind   what it says
     * @param detail in what it differs, or which limit was reached; empty for {@link Kind#NOTHING}
     */
    record Finding(Kind kind, String detail) {
        /** Nothing differs. */
        public static final Finding NOTHING = new Finding(Kind.NOTHING, "");

        /** Something differs. */
        public static Finding noticed(String detail) {
            return new Finding(Kind.NOTICED, detail);
        }
    }
}
