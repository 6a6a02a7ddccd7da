package dev.synod.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the spec's action for a crash, with its parameters: {@code @Crash("LoseSlip(p)")}.
 *
 * <p>In synchronous rounds a process crashes in one of its steps, while it sends, and does not come back. There the action
 * has a second parameter, the set of those nodes to which it was about to send and which its messages still reach:
 * {@code @Crash("CrashSending(p, reached)")}. The state of the process stays as it was. {@link
 * AlgorithmProvider#mostCrashes} says how many may crash.
 *
 * <p>Otherwise, only the environment takes it, so that the machine has no method for it: the runtime keeps the {@link Stable}
 * components and sets the others to their initial values. A machine without this annotation is never crashed.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Crash {

    /** The action and its parameter, the process that crashes, as the spec writes them; in rounds, both parameters. */
    String value();
}
