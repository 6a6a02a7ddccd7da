package dev.synod.replay;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import java.util.List;
import java.util.Map;

/**
 * One specification with the constants of a trace, loaded; the seam between the replay and the engine, which lives in a
 * class loader of its own. Not safe for use by several threads at once.
 */
public interface SpecChecker {

    /**
     * Begins a trace.
     *
     * @param trace what errors call it
     * @throws SpecException if the header names variables or actions that the specification does not have
     */
    Session open(String trace, TraceHeader header);

    /**
     * Begins the logs of several processes, which leave the order of events open. The session is one that tells where it
     * does not matter, {@link Session#mayComeFirst}; for the sake of one behaviour that explains the logs, not of all.
     *
     * @param trace what errors call it
     * @throws SpecException as {@link #open}
     */
    Session openMerged(String trace, TraceHeader header);

    /**
     * Steps from any state of the specification, for whoever explores states instead of following a trace.
     *
     * @param header says which variables an event gives, as in a trace
     * @throws SpecException as {@link #open}
     */
    SpecStepper stepper(TraceHeader header);

    /**
     * Makes sure that the specification consists of parts that have nothing to do with each other, one for each value of
     * an argument which all its actions have.
     *
     * @throws SpecException if it does not, or if that cannot be read off its text; says where
     */
    void checkSeparable(String argument);

    /** What the specification declares and allows, by name. */
    SpecOutline outline();

    /** What of the properties is not judged, a sentence each. */
    List<String> unjudged();

    /** The states of the specification that explain a trace so far. */
    interface Session {
        /**
         * Holds the initial state to what the header says of it, before the first event.
         *
         * @return null if the specification has such an initial state, or else the verdict on the whole trace
         */
        Verdict begin();

        /**
         * Takes the next event.
         *
         * @param line the line on which it stands
         * @return null if the event is explained, or else the verdict on the whole trace
         * @throws TraceFormatException if the event names what the specification does not know
         */
        Verdict accept(TraceEvent event, long line);

        /**
         * Takes the next event as {@link #accept} does, but does not explain a divergence: there is none in the verdict.
         * The states are as before if the event is not explained.
         *
         * @throws TraceFormatException if the event names what the specification does not know
         */
        Verdict advance(TraceEvent event, long line);

        /**
         * Whether nothing is lost if the event that was given to {@link #advance} last comes before all events of other
         * nodes that are still to come. If it was explained, the behaviours in which it comes later have one each in which
         * it comes here, and leads to the same. If it was not, there are no such behaviours. Always false unless the session
         * is that of merged logs; false wherever it is not known.
         */
        boolean mayComeFirst();

        /**
         * Ends the trace.
         *
         * @return null if nothing speaks against it, or else the verdict on the properties that were to be judged
         */
        Verdict finish();

        /**
         * Goes on behind an event that diverged, in the states that the trace itself gives. Only where it logs every
         * variable are these no guess; otherwise nothing is done.
         *
         * @return whether it could
         */
        boolean adopt(TraceEvent event, long line);

        /** Which places of the next-state relation the events took, or null where that was not to be counted. */
        Coverage places();

        /** How often each action explained an event. */
        Map<String, Long> coverage();

        /** How many states explain the events so far. */
        int candidates();

        /**
         * The states that explain the events so far, each as the values of all variables in the order of their
         * declaration.
         *
         * @throws SpecException if a value cannot be written
         */
        List<Map<String, Value>> states();

        /**
         * Tells how the states that explain the events differ from those when it was last asked for the same listener; the
         * first time, all there is. A variable in which several states differ is told to be open.
         */
        void changes(StateChanges to);

        /** A session that has seen the same events, and goes on by itself. */
        Session fork();

        /**
         * A fork that follows one part of the specification: hidden actions happen with this value of an argument only.
         * Nothing is lost by that where the parts have nothing to do with each other, {@link SpecChecker#checkSeparable}.
         */
        Session part(String argument, Value value);

        /**
         * Takes over the states of a fork that has seen the same events as this session, perhaps in another order: both
         * sessions' states explain them then. The counts of {@link #coverage()} stay those of this session's order.
         */
        void join(Session other);
    }
}
