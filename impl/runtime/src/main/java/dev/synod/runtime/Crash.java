package dev.synod.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the spec's action for a crash, with its parameter: {@code @Crash("LoseSlip(p)")}.
 *
 * <p>Only the environment takes it, so that the machine has no method for it: the runtime keeps the {@link Stable}
 * components and sets the others to their initial values. A machine without this annotation is never crashed.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Crash {

    /** The action and its one parameter, the process that crashes, as the spec writes them. */
    String value();
}
