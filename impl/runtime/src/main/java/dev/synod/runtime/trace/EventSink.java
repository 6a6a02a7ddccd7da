package dev.synod.runtime.trace;

/**
 * Takes the steps of a run as they happen, in order.
 *
 * @param <S> the state record of a process
 */
@FunctionalInterface
public interface EventSink<S extends Record> {

    /** Takes the next step. */
    void accept(StepEvent<? extends S> event);

    /** A sink that hands every step to this one and then to the other. */
    default <T extends S> EventSink<T> andThen(EventSink<? super T> other) {
        return event -> {
            accept(event);
            other.accept(event);
        };
    }
}
