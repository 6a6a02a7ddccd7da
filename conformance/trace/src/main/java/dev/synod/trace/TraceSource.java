package dev.synod.trace;

import java.io.Closeable;

/**
 * A trace that is read event by event, whatever it is written in.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface TraceSource extends Closeable {

    /** What errors call this trace. */
    String name();

    /** The trace's header, never null. */
    TraceHeader header();

    /**
     * The next event, or null at the end of the trace. Events are numbered from 1 without gaps.
     *
     * @throws TraceFormatException          if what stands there is no event
     * @throws java.io.UncheckedIOException if the input cannot be read
     */
    TraceEvent next();

    /** The line on which the event read last stands, from 1; what counts as a line is the format's. */
    long line();

    /** Whether the trace is known to be whole, rather than the beginning of a run; final once {@link #next} is null. */
    boolean complete();

    /** Whether the last line was cut short, as by a crash, and left out. */
    boolean cutShort();

    @Override
    void close();
}
