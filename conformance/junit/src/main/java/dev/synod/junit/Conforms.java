package dev.synod.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Holds the traces that a test records to their specification, after the test.
 *
 * <pre>{@code
 * @Conforms
 * @ParameterizedTest
 * @ValueSource(longs = {1, 2, 3})
 * void everyStepIsAllowed(long seed, TraceRecorder recorder) {
 *     recorder.record(Simulation.of(new LockProvider()).nodes(3).faults(FaultPlan.ALL).seed(seed).steps(500));
 * }
 * }</pre>
 *
 * <p>Works with any kind of Jupiter test. A test, its {@code @BeforeEach} or its {@code @AfterEach} asks for a
 * {@link TraceRecorder}, and records one trace or several. A test with this annotation on its method that records no
 * trace fails, and so does every test that asks for a recorder and records none: what was not held to a specification
 * does not conform. Where a trace leaves its specification, the test fails with the replay's story, and the trace is
 * kept in {@code target/synod/traces}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ExtendWith(ConformsExtension.class)
public @interface Conforms {

    /**
     * The module to hold the traces to, such as {@code specs/lock/Lock.tla}; the one that a trace's header names, if
     * none is given.
     */
    String module() default "";

    /**
     * The folder in which to look for the module that a header names; the folders named specs in the working folder and
     * above it, if none is given.
     */
    String specs() default "";

    /** Whether a trace without a footer will do: the beginning of a run. */
    boolean incomplete() default false;
}
