package dev.synod.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes a test of each mutant of an algorithm: its traces must leave the specification, and for the reason that the
 * mutant names.
 *
 * <pre>{@code
 * @MutantCheck("lock")
 * void everyMutantIsRejected() {
 * }
 * }</pre>
 *
 * <p>Mutants are found by {@link dev.synod.runtime.MutantProvider} through {@link java.util.ServiceLoader}. The method
 * runs once for each, after it has been rejected; it may declare a parameter of type
 * {@link dev.synod.explore.Mutants.Outcome}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@ExtendWith(MutantCheckExtension.class)
public @interface MutantCheck {

    /** The algorithm's name. */
    String value();

    /** The folder of specifications; the folders named specs in the working folder and above it, if none is given. */
    String specs() default "";
}
