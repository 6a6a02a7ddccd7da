package dev.synod.junit.jqwik;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how many nodes an arbitrary {@link dev.synod.runtime.Topology} has.
 *
 * <p>It is a strongly connected directed graph in which no node can send to itself: a ring, a complete one, or any other.
 * One for which the property is false shrinks: to fewer nodes, then to fewer edges. Its nodes are {@code p1}, {@code p2}
 * and so on. For a run over such a topology, see {@link Runs#topologyOption()}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface Topologies {

    /** The fewest nodes. */
    int minNodes() default 1;

    /** The most nodes. */
    int maxNodes() default 5;
}
