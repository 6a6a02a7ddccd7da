package dev.synod.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link Machine} that is one action of the spec.
 *
 * <p>The method's name with a capital first letter is the action's name, and its parameters are the action's, in order
 * and by name: first the state of the process that acts, then what the action is about. A parameter of a message type
 * makes it an action that receives; {@link Sender} asks for who sent that message; every other parameter says with
 * {@link In} where its values come from. The method returns a {@link Step}: disabled, or the next state and the
 * messages sent.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Action {
}
