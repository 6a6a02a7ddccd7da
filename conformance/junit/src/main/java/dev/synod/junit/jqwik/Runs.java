package dev.synod.junit.jqwik;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a {@link SimulatedRun} an arbitrary one of an algorithm: any number of nodes, faults, policy and seed.
 *
 * <pre>{@code
 * @Property
 * void everyStepOfEveryRunIsAllowed(@ForAll @Runs("lock") SimulatedRun run) {
 *     run.assertConforms();
 * }
 * }</pre>
 *
 * <p>A run for which the property is false shrinks: to fewer nodes, edges and steps, and to fewer and lesser faults.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
public @interface Runs {

    /** The algorithm's name. */
    String value();

    /** The name of a mutant of it; none, if not given. */
    String mutant() default "";

    /** The fewest nodes. */
    int minNodes() default 1;

    /** The most nodes. */
    int maxNodes() default 5;

    /**
     * The name of the option of the algorithm that is its topology, such as {@code channels}: each run then has one of the
     * {@link Topologies}. Its default, if none is given.
     */
    String topologyOption() default "";

    /** The folder of specifications; the folders named specs in the working folder and above it, if none is given. */
    String specs() default "";

    /** The most steps of a run. */
    int maxSteps() default 500;
}
