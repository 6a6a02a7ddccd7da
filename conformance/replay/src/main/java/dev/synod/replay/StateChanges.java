package dev.synod.replay;

import java.util.List;

/**
 * Hears how the state of a specification differs from the one before, part by part. A part is a variable, or the value of
 * a function at an argument: its path is the variable and the arguments in TLA+ notation, {@code [nextBal, "p2"]}. Parts
 * are values, of which the text is told, or sets, of which the elements are told.
 */
public interface StateChanges {
    /** A part has this value now, in TLA+ notation, on one line. */
    void value(List<String> path, String value);

    /** A part is a set from now on, as yet an empty one. */
    void set(List<String> path);

    /** A set has one element more. */
    void added(List<String> path, String element);

    /** A set has one element less. */
    void removed(List<String> path, String element);

    /** A part is no longer there. */
    void gone(List<String> path);

    /** Several states explain the trace, and they differ in this variable: it has no value that could be told. */
    void open(String variable);
}
