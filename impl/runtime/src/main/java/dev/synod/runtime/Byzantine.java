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
 * <p>Who is a traitor is no part of the algorithm: the runtime draws them at random ({@code traitors} of a fault plan), or
 * tries all choices of at most {@link AlgorithmProvider#mostTraitors} nodes. In the spec a node is best a traitor from its
 * first step of this kind on, and takes no other from then on; that is no other freedom, since a traitor may say what an
 * honest process would.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Byzantine {

    /** The action and its two parameters, as the spec writes them. */
    String value();
}
