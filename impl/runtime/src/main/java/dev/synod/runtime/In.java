package dev.synod.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says where the values of an action's parameter come from, as {@code \E b \in Ballots} does in the spec.
 *
 * <p>The value names a method of the machine with no parameter, or with the state as its only one, that returns an
 * {@link Iterable} or a stream. It may be infinite, and is read lazily. It is a supply of candidates and no guard: a
 * policy may come with a value of its own, and the action says which it accepts.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface In {

    /** The name of the machine's method that supplies the candidates. */
    String value();
}
