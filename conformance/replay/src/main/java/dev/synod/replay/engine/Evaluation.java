package dev.synod.replay.engine;

import tlc2.tool.EvalException;
import util.Assert;

/** Tells TLC's evaluation errors from errors of the engine. */
final class Evaluation {
    private Evaluation() {}

    /** Whether the exception says that TLC could not evaluate an expression, as opposed to a defect of the engine. */
    static boolean isEvaluationError(Throwable e) {
        return e instanceof EvalException
                || e instanceof Assert.TLCRuntimeException
                || e instanceof tlc2.tool.FingerprintException
                || e instanceof StackOverflowError
                || e instanceof ClassCastException
                || e instanceof util.WrongInvocationException;
    }

    /** What TLC says of it, on one line. */
    static String message(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root instanceof tlc2.tool.FingerprintException) {
            root = root.getCause();
        }
        if (root instanceof StackOverflowError) {
            return "the evaluation recurses too deeply";
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
