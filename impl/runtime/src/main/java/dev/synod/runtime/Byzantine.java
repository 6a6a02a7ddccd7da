package dev.synod.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the spec's action for the step of a traitor in a round, with its parameters, the process and what it says to whom:
 * {@code @Byzantine("Traitor(p, said)")}.
 *
 * <p>Only the environment takes it, so that the machine has no method for it. A traitor receives what an honest process
 * receives, and its state becomes what that of an honest one would: it keeps the books, and knows which round it is. But
 * to each node to which it can send it says nothing, what an honest process would say, or one of the machine's {@link
 * Machine#lies lies}; so {@code said} is a map from some of these nodes to messages. Once an honest process would have
 * come to its end, the traitor has too.
 *
 * <p>{@link AlgorithmProvider#traitors} says which nodes are traitors. They take no other step. In the spec they are best
 * a constant, from the same option.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Byzantine {

    /** The action and its two parameters, as the spec writes them. */
    String value();
}
