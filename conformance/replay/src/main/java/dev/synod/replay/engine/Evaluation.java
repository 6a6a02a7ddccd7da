package dev.synod.replay.engine;

import tlc2.tool.EvalException;
import tlc2.tool.impl.ReplayTool;
import tlc2.value.impl.LargeSetValue;
import util.Assert;

/** Tells TLC's evaluation errors from errors of the engine. */
final class Evaluation {
    private Evaluation() {}

    /** Whether the exception says that TLC could not evaluate an expression, as opposed to a defect of the engine. */
    static boolean isEvaluationError(Throwable e) {
        return e instanceof EvalException
                || e instanceof Assert.TLCRuntimeException
                || e instanceof tlc2.tool.FingerprintException
                || e instanceof util.WrongInvocationException
                || e instanceof StackOverflowError
                || (e instanceof RuntimeException && thrownByTlc(e));
    }

    /**
     * On odd expressions TLC fails with whatever Java throws, such as a ClassCastException. A trace without frames is one
     * that the virtual machine left out of a frequent exception.
     */
    private static boolean thrownByTlc(Throwable e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            String name = frame.getClassName();
            if (name.startsWith("java.") || name.startsWith("jdk.")) {
                continue;
            }
            return (name.startsWith("tlc2.") || name.startsWith("tla2sany.") || name.startsWith("util."))
                    && !name.startsWith(ReplayTool.class.getName())
                    && !name.startsWith(LargeSetValue.class.getName());
        }
        return e.getStackTrace().length == 0;
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
        if (root.getMessage() == null || !isDeliberate(root)) {
            return "TLC fails inside with " + root.getClass().getSimpleName()
                    + (root.getMessage() == null ? "" : " (" + root.getMessage() + ")");
        }
        return root.getMessage().strip().replaceAll("\\s*\\n\\s*", " ");
    }

    private static boolean isDeliberate(Throwable e) {
        return e instanceof EvalException
                || e instanceof Assert.TLCRuntimeException
                || e instanceof tlc2.tool.FingerprintException;
    }
}
