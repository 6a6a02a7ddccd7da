package dev.synod.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes a test of each model: TLC must find in it what its manifest expects.
 *
 * <pre>{@code
 * @ModelCheck("specs/lock")
 * void everyModelComesOutAsExpected() {
 * }
 * }</pre>
 *
 * <p>The method runs once for each model, after the model has come out as expected. It may ask more of the result:
 * declare a parameter of type {@link dev.synod.tlc.check.ModelReport}. A test that fails has the checker's story as its
 * message. A model that has not changed since it last came out as expected is not run again, be it by this, by the
 * Maven plugin or by the command line.
 *
 * <p>On a class, the models are checked before its tests, which run only if every one of them came out as expected: there
 * is no use in replaying against a specification that is wrong. Models that are skipped are not in the way, but where all
 * are, so is the class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@TestTemplate
@ExtendWith(ModelCheckExtension.class)
public @interface ModelCheck {

    /**
     * Manifests, folders with manifests below them, or modules with a configuration of the same name beside them.
     *
     * <p>Each path is of the working folder or, where it is not there, of the nearest folder above that has it.
     */
    String[] value() default "specs";

    /** Names of models to check, of all there are; {@code *} stands for any text. All, if none is given. */
    String[] models() default {};

    /**
     * Whether to check deep models, those that take more than half a minute, whenever the test is run. Otherwise they
     * are skipped, unless the system property {@code synod.deep} is set.
     */
    boolean deep() default false;
}
